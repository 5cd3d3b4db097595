import Frames
import Signatures
import Tensors

/// Loss, metrics and optimizer of a fit: those that were asked for, and for the others what suits the target.
struct TrainingChoices {
    private let lesson: Lesson
    private let task: Task
    private let ending: Ending?
    private let isClassPerPlace: Bool
    private var made: [String] = []

    /// - Parameter addedEnding: whether the ending was put there by the fit.
    init(_ lesson: Lesson, _ task: Task, _ ending: Ending?, addedEnding: Bool, isClassPerPlace: Bool) {
        self.lesson = lesson
        self.task = task
        self.ending = ending
        self.isClassPerPlace = isClassPerPlace
        if addedEnding, let ending { made.append("a \(ending.rawValue) at the end") }
    }

    /// What was chosen and why, on one line; nil if everything was asked for.
    var sentence: String? {
        made.isEmpty ? nil : "fit chose " + made.joined(separator: ", ") + ", as " + reason
    }

    private var reason: String {
        if isClassPerPlace { return lesson.targetName + " has a class for each place" }
        guard let classes = task.classes else { return lesson.targetName + " is a number" }
        return "\(lesson.targetName) has \(classes.count) classes"
    }

    mutating func loss() throws -> Loss {
        if let given = lesson.options.loss { return given }
        let kind = standardLoss
        made.append("the loss \(kind.name)")
        let loss = try kind.standard()
        guard isClassPerPlace, ending != .softmax else { return loss }
        return Loss(name: loss.name, rule: .crossEntropy(logits: true))
    }

    private var standardLoss: LossKind {
        switch ending {
        case _ where isClassPerPlace: .crossEntropy
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

    mutating func optimizer() throws -> Optimizer {
        if let given = lesson.options.optimizer { return given }
        let kind = OptimizerKind.adam
        made.append("the optimizer \(kind.name)")
        return try kind.build(Settings(kind.signature))
    }

    /// - Throws: a fault for a name that is no metric, or one that is of the other task.
    mutating func metrics() throws -> [MetricKind] {
        guard let names = lesson.options.metrics else {
            if isClassPerPlace { return [] }
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
