import Frames
import Signatures

/// A number or a table that a metric gives.
package enum MetricValue {
    case number(Double)
    case frame(Frame)

    package var number: Double? {
        if case .number(let value) = self { value } else { nil }
    }
}

/// What a metric is given for its predictions.
package enum MetricPrediction {
    /// Labels, numbers, or the probability of the last class.
    case column(Column)
    /// Probabilities, a column a class, as `probabilities` gives them.
    case frame(Frame)
}

/// One row of the table of metrics: `f(prediction, target)`, as losses are.
package struct MetricKind: Sendable {
    package let signature: Signature
    package let compute: @Sendable (MetricPrediction, _ target: Column, Settings) throws -> MetricValue

    package var name: String { signature.name }

    init(
        _ name: String, _ extra: [Parameter] = [], _ documentation: String, example: String,
        related: [String] = [],
        compute: @escaping @Sendable (MetricPrediction, Column, Settings) throws -> MetricValue
    ) {
        let values = ValueType.oneOf([.column, .tensor(), .list, .frame])
        signature = Signature(
            name, [Parameter("prediction", values), Parameter("target", values)] + extra, returns: .any,
            documentation, example: example, related: related)
        self.compute = compute
    }

    package static let all: [MetricKind] = [
        .accuracy, .precision, .recall, .f1, .auc, .confusion, .logLoss, .r2, .rmse, .mae,
    ]

    package static func named(_ name: String) -> MetricKind? { all.first { $0.name == name } }
}

extension MetricPrediction {
    /// - Throws: a fault if these are probabilities of several classes.
    func column(for metric: String) throws -> Column {
        guard case .column(let column) = self else {
            throw Fault(
                .type, "`\(metric)` takes one prediction a row, and this is a frame",
                labels: [.init(.argument(0), "a frame")], help: "pass the result of `predict`")
        }
        return column
    }
}
