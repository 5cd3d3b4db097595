import Frames
import Signatures

extension MetricKind {
    static let r2 = numeric(
        "r2",
        "The share of the target's variance that the prediction explains: 1 is exact, 0 no better than the mean.",
        RegressionMetrics.r2)

    static let rmse = numeric(
        "rmse", "The root of the mean squared difference, in the target's unit.", RegressionMetrics.rmse)

    static let mae = numeric(
        "mae", "The mean absolute difference, in the target's unit.", RegressionMetrics.mae)

    static let auc = MetricKind(
        "auc",
        """
        The chance that a row of the class gets a higher probability than a row of another: the area under the ROC.

        Takes the probability of the last class, or a frame from `probabilities`; with more than two classes it is
        the mean of each against the rest.
        """,
        example: "auc([0.1, 0.8, 0.4, 0.9], [0, 1, 1, 1])", related: ["log_loss", "probabilities"]
    ) { prediction, target, _ in
        let scores = try ClassScores(prediction, target, "auc")
        let area = scores.auc
        guard !area.isNaN else {
            throw Fault(.value, "`auc` needs rows of at least two classes, and scores without NaN")
        }
        return .number(area)
    }

    static let logLoss = MetricKind(
        "log_loss",
        """
        The mean of −log of the probability that the true class was given: 0 is certain and right.

        Takes the probability of the last class, or a frame from `probabilities`.
        """,
        example: "log_loss([0.1, 0.8], [0, 1])", related: ["auc", "cross_entropy"]
    ) { prediction, target, _ in
        .number(try ClassScores(prediction, target, "log_loss").logLoss)
    }

    private static func numeric(
        _ name: String, _ sentence: String, _ compute: @escaping @Sendable ([Double], [Double]) -> Double
    ) -> MetricKind {
        MetricKind(name, sentence, example: "\(name)([1.0, 2.5], [1.0, 2.0])", related: ["evaluate"]) {
            prediction, target, _ in
            let prediction = try prediction.column(for: name)
            try LabelPair.checkCounts(prediction.count, target.count)
            let numbers = try (metricNumbers(prediction, name, 0), metricNumbers(target, name, 1))
            return .number(compute(numbers.0, numbers.1))
        }
    }
}

private func metricNumbers(_ column: Column, _ metric: String, _ position: Int) throws -> [Double] {
    guard column.type.isNumeric, column.missingCount == 0 else {
        let found = column.type.isNumeric ? "\(column.missingCount) missing" : column.type.rawValue
        throw Fault(
            .type, "`\(metric)` compares numbers, row by row", labels: [.init(.argument(position), found)])
    }
    return column.numbers
}

/// Probabilities of each class, with the class that each row truly has.
package struct ClassScores {
    /// A list a class, with a number a row.
    package let probabilities: [[Double]]
    package let actual: [Int]

    package init(probabilities: [[Double]], actual: [Int]) {
        self.probabilities = probabilities
        self.actual = actual
    }

    init(_ prediction: MetricPrediction, _ target: Column, _ metric: String) throws {
        switch prediction {
        case .column(let column):
            let scores = try metricNumbers(column, metric, 0)
            let pair = try LabelPair(prediction: target, target: target)
            try LabelPair.checkCounts(column.count, target.count)
            guard pair.classes.count <= 2 else { throw Self.oneColumnForMany(metric, pair.classes.count) }
            self.init(probabilities: [scores.map { 1 - $0 }, scores], actual: Self.lastOfTwo(pair, target))
        case .frame(let frame):
            try LabelPair.checkCounts(frame.rowCount, target.count)
            let names = Dictionary(
                frame.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            let actual = try target.cells.map { cell in
                guard let index = names[cell.label] else { throw Self.noSuchClass(cell.label, frame.names) }
                return index
            }
            self.init(
                probabilities: try frame.columns.map { try metricNumbers($0, metric, 0) }, actual: actual)
        }
    }

    /// The number of each row's class. A target that shows one class alone says by its value which of two it is.
    private static func lastOfTwo(_ pair: LabelPair, _ target: Column) -> [Int] {
        guard pair.classes.count == 1, let only = pair.classes.first else { return pair.actual }
        return Array(repeating: only == .int(0) ? 0 : 1, count: target.count)
    }

    private static func oneColumnForMany(_ metric: String, _ count: Int) -> Fault {
        Fault(
            .shape, "`\(metric)` of \(count) classes needs a probability for each",
            labels: [.init(.argument(0), "one number a row")], help: "pass the result of `probabilities`")
    }

    private static func noSuchClass(_ label: String, _ names: [String]) -> Fault {
        Fault.unknown("column of probabilities for the class", label, among: names, kind: .column)
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
