import Frames
import Signatures
import Tensors

/// What a model gave for rows whose truth is known.
package enum Outcome {
    case classes(ConfusionCounts, ClassScores)
    case numbers(prediction: [Double], target: [Double])

    /// - Parameters:
    ///   - outputs: rows × numbers, as the predictor gives them.
    ///   - actual: the number of each row's class.
    init(_ outputs: Tensor, classes: Classes, actual: [Int]) {
        let probabilities = outputs.classProbabilities
        let pair = LabelPair(classes: classes.labels, predicted: probabilities.mostProbable, actual: actual)
        self = .classes(
            ConfusionCounts(pair), ClassScores(probabilities: probabilities, actual: actual))
    }
}

extension MetricKind {
    /// The figure of a model's outcome.
    ///
    /// - Throws: a fault if the metric is of classes and the outcome of numbers, or the other way round.
    package func figure(of outcome: Outcome) throws -> MetricValue {
        switch (measure, outcome) {
        case (.labels(let figure), .classes(let counts, _)): return try figure(counts, nil)
        case (.scores(let figure), .classes(_, let scores)): return .number(figure(scores))
        case (.numbers(let figure), .numbers(let prediction, let target)):
            return .number(figure(prediction, target))
        case (_, .classes): throw judgesNumbers
        case (_, .numbers): throw judgesClasses
        }
    }

    /// - Throws: a fault if the metric is of classes and the task of numbers, or the other way round, or if it gives
    ///   no number.
    package func check(_ task: Task) throws {
        if isOfClasses && task.classes == nil { throw judgesClasses }
        if !isOfClasses && task.classes != nil { throw judgesNumbers }
        guard name != MetricKind.confusion.name else {
            throw Fault(.value, "`confusion` gives a table, and `fit` shows a number for each epoch")
        }
    }

    private var judgesNumbers: Fault {
        Fault(
            .value, "`\(name)` judges numbers, and the model tells classes apart",
            help: "metrics of classes are " + Self.names { $0.isOfClasses })
    }

    private var judgesClasses: Fault {
        Fault(
            .value, "`\(name)` judges classes, and the model predicts numbers",
            help: "metrics of numbers are " + Self.names { !$0.isOfClasses })
    }

    package var isOfClasses: Bool {
        if case .numbers = measure { false } else { true }
    }

    private static func names(_ belongs: (MetricKind) -> Bool) -> String {
        all.filter(belongs).map { "`\($0.name)`" }.joined(separator: ", ")
    }
}

extension Tensor {
    /// The probabilities that a predictor's outputs are, a list a class: one number a row is the last class's of two.
    var classProbabilities: [[Double]] {
        let rows = rank > 0 ? shape[0] : 1
        let width = rows == 0 ? 0 : count / rows
        let values = f64Values
        let lists = (0..<width).map { column in (0..<rows).map { values[$0 * width + column] } }
        guard width == 1, let last = lists.first else { return lists }
        return [last.map { 1 - $0 }, last]
    }
}

extension [[Double]] {
    /// For each row of lists by class, the class with the highest number; the first of several that are equal.
    var mostProbable: [Int] {
        guard let first else { return [] }
        return first.indices.map { row in
            indices.reduce(0) { self[$1][row] > self[$0][row] ? $1 : $0 }
        }
    }
}
