import Frames
import Signatures

/// Probabilities of each class, with the class that each row truly has.
package struct ClassScores {
    /// A list a class, with a number a row.
    package let probabilities: [[Double]]
    package let actual: [Int]

    package init(probabilities: [[Double]], actual: [Int]) {
        self.probabilities = probabilities
        self.actual = actual
    }

    /// Of the last class if there are two, else the mean of each against the rest; NaN without rows of two classes.
    package var auc: Double {
        guard probabilities.count == 2 else {
            return ScoreMetrics.aucOneVersusRest(probabilities, actual: actual)
        }
        return ScoreMetrics.auc(scores: probabilities[1], isPositive: actual.map { $0 == 1 })
    }

    package var logLoss: Double { ScoreMetrics.logLoss(probabilities, actual: actual) }
}

extension ClassScores {
    /// - Parameter metric: the function that was called, for errors.
    init(_ prediction: MetricPrediction, _ target: Column, for metric: String) throws {
        switch prediction {
        case .column(let column): try self.init(lastClass: column, target, metric)
        case .frame(let frame): try self.init(everyClass: frame, target, metric)
        }
    }

    private init(lastClass column: Column, _ target: Column, _ metric: String) throws {
        try LabelPair.checkCounts(column.count, target.count)
        let scores = try column.numbers(for: metric, 0)
        let pair = try LabelPair(prediction: target, target: target)
        guard pair.classes.count <= 2 else {
            throw Fault(
                .shape, "`\(metric)` of \(pair.classes.count) classes needs a probability for each",
                labels: [.init(.argument(0), "one number a row")], help: "pass the result of `probabilities`")
        }
        self.init(probabilities: [scores.map { 1 - $0 }, scores], actual: Self.lastOfTwo(pair))
    }

    /// A target that shows one class alone says by its value which of two it is.
    private static func lastOfTwo(_ pair: LabelPair) -> [Int] {
        guard pair.classes.count == 1, let only = pair.classes.first else { return pair.actual }
        return pair.actual.map { _ in only.double == 0 ? 0 : 1 }
    }

    private init(everyClass frame: Frame, _ target: Column, _ metric: String) throws {
        try LabelPair.checkCounts(frame.rowCount, target.count)
        let actual = try target.cells.map { cell in
            guard let place = frame.position(of: cell.text) else {
                throw Fault.unknown(
                    "column of probabilities for the class", cell.text, among: frame.names, kind: .column)
            }
            return place
        }
        self.init(probabilities: try frame.columns.map { try $0.numbers(for: metric, 0) }, actual: actual)
    }
}
