import Frames
import Signatures

/// One row of the table of metrics. In a script each is a function `f(prediction, target)`, as losses are; `fit` and
/// `evaluate` read the same rows.
package struct MetricKind: Sendable {
    /// What a metric compares, and how.
    package enum Measure: Sendable {
        /// Labels, by how often each class was taken for each; nil for the averaging that suits the classes.
        case labels(@Sendable (ConfusionCounts, Averaging?) throws -> MetricValue)
        /// Probabilities of classes with the true class.
        case scores(@Sendable (ClassScores) -> Double)
        /// Numbers with numbers.
        case numbers(@Sendable (_ prediction: [Double], _ target: [Double]) -> Double)
    }

    package let signature: Signature
    package let isBetterHigher: Bool
    package let measure: Measure

    package var name: String { signature.name }

    init(
        _ name: String, isBetterHigher: Bool = true, with extra: [Parameter] = [], _ documentation: String,
        example: String, related: [String] = [], _ measure: Measure
    ) {
        let values = ValueType.oneOf([.column, .tensor(), .list, .frame])
        signature = Signature(
            name, [Parameter("prediction", values), Parameter("target", values)] + extra, returns: .any,
            documentation, example: example, related: related)
        self.isBetterHigher = isBetterHigher
        self.measure = measure
    }

    package static let all: [MetricKind] = [
        .accuracy, .precision, .recall, .f1, .auc, .logLoss, .confusion, .r2, .rmse, .mae,
    ]

    package static func named(_ name: String) -> MetricKind? { all.first { $0.name == name } }
}

/// A number or a table that a metric gives.
package enum MetricValue {
    case number(Double)
    case frame(Frame)

    package var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }
}

// MARK: - Called on predictions and targets

/// What a metric is given for its predictions.
package enum MetricPrediction {
    /// Labels, numbers, or the probability of the last class.
    case column(Column)
    /// Probabilities, a column a class, as `probabilities` gives them.
    case frame(Frame)
}

extension MetricKind {
    /// - Throws: a fault if the two differ in length, have missing cells, or are of a type that the metric can't compare.
    package func callAsFunction(
        _ prediction: MetricPrediction, _ target: Column, _ settings: Settings
    ) throws -> MetricValue {
        switch measure {
        case .labels(let figure):
            let pair = try LabelPair(prediction: column(prediction), target: target)
            let counts = ConfusionCounts(pair)
            return try figure(counts, settings.averaging(counts))
        case .scores(let figure):
            let value = figure(try ClassScores(prediction, target, for: name))
            guard !value.isNaN else { throw undefined }
            return .number(value)
        case .numbers(let figure):
            let prediction = try column(prediction)
            try LabelPair.checkCounts(prediction.count, target.count)
            return .number(figure(try prediction.numbers(for: name, 0), try target.numbers(for: name, 1)))
        }
    }

    private func column(_ prediction: MetricPrediction) throws -> Column {
        guard case .column(let column) = prediction else {
            throw Fault(
                .type, "`\(name)` takes one prediction a row, and this is a frame",
                labels: [.init(.argument(0), "a frame")], help: "pass the result of `predict`")
        }
        return column
    }

    private var undefined: Fault {
        Fault(.value, "`\(name)` needs rows of at least two classes, and probabilities without NaN")
    }
}

extension Settings {
    /// nil where the metric decides.
    fileprivate func averaging(_ counts: ConfusionCounts) throws -> Averaging? {
        guard isGiven("average") else { return nil }
        switch try string("average") {
        case "macro": return .macro
        case "weighted": return .weighted
        default: return .one(counts.classes.count - 1)
        }
    }
}

extension Column {
    /// The numbers that a metric compares; `position` is that of the argument.
    func numbers(for metric: String, _ position: Int) throws -> [Double] {
        guard type.isNumeric, missingCount == 0 else {
            let found = type.isNumeric ? "\(missingCount) missing" : type.rawValue
            throw Fault(
                .type, "`\(metric)` compares numbers, row by row", labels: [.init(.argument(position), found)]
            )
        }
        return numbers
    }
}
