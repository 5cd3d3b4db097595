import Signatures

/// Follows one figure from epoch to epoch, keeps the parameters of its best, and says when to stop.
struct EarlyStopWatch {
    let rule: EarlyStop
    private(set) var best: BestEpoch?
    /// The epoch that patience is counted from, or from a later best one.
    let patientSince: Int
    private let isBetterHigher: Bool
    private let column: String

    init(_ rule: EarlyStop, metrics: [TrainingMetric], hasValidation: Bool, from state: TrainingState) {
        self.rule = rule
        (best, patientSince) = (state.best, state.patientSince)
        column = rule.metric ?? (hasValidation ? "val_loss" : "loss")
        let plain = column.hasPrefix("val_") ? String(column.dropFirst(4)) : column
        isBetterHigher = metrics.first { $0.name == plain }?.isBetterHigher ?? false
    }

    /// Takes in an epoch's figures; true if the training should stop. `parameters` is called if they are the best.
    ///
    /// - Throws: a `name` fault if there is no such figure.
    mutating func shouldStop(_ record: EpochRecord, parameters: () throws -> ParameterStore) throws -> Bool {
        guard let value = record[column: column] else {
            throw Fault.unknown("figure to stop by", column, among: record.columns.map(\.name))
        }
        if isBetter(value) { best = BestEpoch(epoch: record.epoch, value: value, parameters: try parameters()) }
        return record.epoch - max(best?.epoch ?? 0, patientSince) >= rule.patience
    }

    private func isBetter(_ value: Double) -> Bool {
        guard !value.isNaN else { return false }
        guard let best else { return true }
        return isBetterHigher ? value > best.value + rule.least : value < best.value - rule.least
    }
}
