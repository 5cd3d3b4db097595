import Frames
import Models
import Signatures

/// What must hold between the parts of a model that was read from a file, so that a prediction finds what it
/// looks for.
extension FittedModel {
    func check(_ stored: StoredValue) throws {
        try checkInput(stored)
        try checkClasses(stored)
        try checkWidths(stored)
    }

    private func checkInput(_ stored: StoredValue) throws {
        guard case .columns(let columns) = input else { return }
        guard Set(columns.map(\.name)).count == columns.count else {
            throw stored.fault("has two input columns of one name")
        }
    }

    private func checkClasses(_ stored: StoredValue) throws {
        guard let classes = task.classes else { return }
        guard classes.count > 0, Set(classes.labels).count == classes.count else {
            throw stored.fault("has no classes, or one of them twice")
        }
        let type = classes.type == .category ? ColumnType.string : classes.type
        guard classes.labels.allSatisfy({ $0.type == type }) else {
            throw stored.fault("has classes that are not \(classes.type.rawValue)")
        }
    }

    private func checkWidths(_ stored: StoredValue) throws {
        let (taken, given) = try predictor.widths(stored)
        if takesColumns, taken != features.count {
            throw stored.fault("has \(features.count) features, and its predictor takes \(taken)")
        }
        if let classes = task.classes, given != classes.count, given != 1 || classes.count != 2 {
            throw stored.fault("has \(classes.count) classes, and its predictor gives \(given) numbers a row")
        }
    }
}

extension Predictor {
    /// How many numbers a row it takes and gives.
    fileprivate func widths(_ stored: StoredValue) throws -> (taken: Int, given: Int) {
        switch self {
        case .linear(let model): return (model.featureCount, model.outputCount)
        case .network(let network):
            guard case .recorded(let graph) = network.form, graph.inputs.count == 1, graph.outputs.count == 1
            else { throw stored.fault("has a network that is not of one input and one output") }
            let taken = graph.types[graph.inputs[0].value].shape
            let given = graph.types[graph.outputs[0].value].shape
            return (try width(taken, stored), try width(given, stored))
        }
    }

    /// The product of all sizes but that of the batch.
    private func width(_ shape: [Size], _ stored: StoredValue) throws -> Int {
        let sizes = shape.dropFirst()
        guard !shape.isEmpty, let width = sizes.reduce(Size.known(1), { $0.times($1) }).known else {
            throw stored.fault("has a network whose sizes are not known")
        }
        return width
    }
}
