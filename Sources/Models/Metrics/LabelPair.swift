import Frames
import Signatures

/// Predicted and true labels of the same rows, as numbers of their classes.
package struct LabelPair {
    /// All labels that can occur, sorted.
    package let classes: [Cell]
    package let predicted: [Int]
    package let actual: [Int]

    package init(classes: [Cell], predicted: [Int], actual: [Int]) {
        self.classes = classes
        self.predicted = predicted
        self.actual = actual
    }

    /// - Throws: a fault if the lengths differ, a label is missing, or one side is text and the other numbers.
    package init(prediction: Column, target: Column) throws {
        try Self.checkCounts(prediction.count, target.count)
        let normalized = prediction.type != target.type
        let predicted = try Self.labels(prediction, "prediction", normalized)
        let actual = try Self.labels(target, "target", normalized)
        if let p = predicted.first, let t = actual.first, (p.string == nil) != (t.string == nil) {
            throw Fault(
                .type, "the labels of the two sides can't be compared",
                labels: [
                    .init(.argument(0), prediction.type.rawValue), .init(.argument(1), target.type.rawValue),
                ])
        }
        classes = try Self.distinct(predicted + actual)
        let numbers = Dictionary(
            classes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        self.predicted = predicted.map { numbers[$0] ?? 0 }
        self.actual = actual.map { numbers[$0] ?? 0 }
    }

    private static func distinct(_ labels: [Cell]) throws -> [Cell] {
        let classes = Set(labels)
        guard classes.count <= Classes.greatestCount else {
            throw Fault(
                .limit,
                "there are \(classes.count) distinct labels, and metrics of classes take \(Classes.greatestCount)",
                help: "for numbers use `r2`, `rmse` or `mae`")
        }
        return classes.sorted { $0.precedes($1) }
    }

    private static func labels(_ column: Column, _ name: String, _ normalized: Bool) throws -> [Cell] {
        guard column.missingCount == 0 else {
            throw Fault(
                .missing, "a metric needs a label in every row, and \(column.missingCount) are missing",
                labels: [.init(.named(name), "\(column.missingCount) missing")])
        }
        let labels = column.cells.map { normalized ? $0.asLabel : $0 }
        guard !labels.contains(where: { $0.double?.isNaN == true }) else {
            throw Fault(.numeric, "NaN is no label", labels: [.init(.named(name), "has NaN")])
        }
        return labels
    }

    static func checkCounts(_ predictions: Int, _ targets: Int) throws {
        guard predictions == targets else {
            throw Fault(
                .shape, "a metric needs a prediction for each target",
                labels: [
                    .init(.argument(0), "\(predictions) predictions"),
                    .init(.argument(1), "\(targets) targets"),
                ])
        }
        guard targets > 0 else { throw Fault(.value, "a metric needs at least one row") }
    }
}
