import Frames
import Signatures
import Tensors

/// Loss, metrics and optimizer of a fit: those that were asked for, and for the others what suits the target.
struct TrainingChoices {
    private let lesson: Lesson
    private let task: Task
    private let ending: Ending?
    /// Whether the ending was put there by the fit, so that the network as written gives logits.
    private let addedEnding: Bool
    private var made: [String] = []

    init(_ lesson: Lesson, _ task: Task, _ ending: Ending?, addedEnding: Bool) {
        self.lesson = lesson
        self.task = task
        self.ending = ending
        self.addedEnding = addedEnding
        if addedEnding, let ending { made.append("a \(ending.rawValue) at the end") }
    }

    /// What was chosen and why, on one line; nil if everything was asked for.
    var sentence: String? {
        made.isEmpty ? nil : "fit chose " + made.joined(separator: ", ") + ", as " + reason
    }

    private var reason: String {
        guard let classes = task.classes else { return lesson.targetName + " is a number" }
        return "\(lesson.targetName) has \(classes.count) classes"
    }

    /// - Throws: a fault if a loss on logits is asked for where the network gives probabilities.
    mutating func loss() throws -> Loss {
        guard let given = lesson.options.loss else {
            let kind = standardLoss
            made.append("the loss \(kind.name)")
            return try kind.standard()
        }
        return try onProbabilities(given)
    }

    private var standardLoss: LossKind {
        switch ending {
        case .softmax where task.classes != nil: .crossEntropy
        case .sigmoid where task.classes != nil || isShare: .bce
        default: .mse
        }
    }

    /// Whether targets lie between 0 and 1, as those of several yes-or-no questions do.
    private var isShare: Bool {
        switch lesson.rows.target {
        case .matrix(let matrix): matrix.f64Values.allSatisfy { 0...1 ~= $0 }
        case .column(let column): column.numbers.allSatisfy { 0...1 ~= $0 }
        }
    }

    /// The network that is trained ends in probabilities, also where the one that was written ends in logits.
    private func onProbabilities(_ loss: Loss) throws -> Loss {
        let rule: Loss.Rule
        switch loss.rule {
        case .crossEntropy(logits: true): rule = .crossEntropy(logits: false)
        case .bce(logits: true) where task.classes != nil: rule = .bce(logits: false)
        default: return loss
        }
        guard let ending, !addedEnding else {
            return Loss(name: loss.name, rule: rule)
        }
        throw Fault(
            .value, "the network ends in \(ending.rawValue), so what it gives are no logits",
            labels: [.init(.named("loss"), "\(loss.name) with `logits: true`")],
            help: "leave `logits: true` out")
    }

    mutating func optimizer() throws -> Optimizer {
        if let given = lesson.options.optimizer { return given }
        let kind = OptimizerKind.adam
        made.append("the optimizer \(kind.name)")
        return try kind.build(Settings(kind.signature))
    }

    /// - Throws: a fault for a name that is no metric, or one that is of the other task.
    mutating func metrics() throws -> [MetricKind] {
        guard let names = lesson.options.metrics else {
            let kind = task.classes == nil ? MetricKind.r2 : .accuracy
            made.append("the metric \(kind.name)")
            return [kind]
        }
        return try names.map { name in
            guard let kind = MetricKind.named(name) else {
                throw Fault.unknown("metric", name, among: MetricKind.all.map(\.name))
            }
            try kind.check(task)
            return kind
        }
    }
}
