import Frames
import Graphs
import Signatures
import Tensors

/// One fit of layers: what the target and the network's end ask for, then the training itself.
struct NetworkFit {
    let lesson: Lesson
    let task: Task
    /// With a softmax or sigmoid at the end where classes are told apart and none was written.
    let network: [any Stage]
    let ending: Ending?
    let addedEnding: Bool
    /// Whether the target has a class number for each place of a sequence, as a language model's has.
    let isClassPerPlace: Bool

    init(_ stages: [any Stage], _ lesson: Lesson) throws {
        let sketch = try NetworkSketch(stages, on: lesson.rows.features, key: lesson.options.key)
        let task = try Task.of(lesson.rows.target, named: lesson.targetName, ending: sketch.ending)
        try sketch.check(task, lesson.rows.target, lesson.targetName)
        self.lesson = lesson
        self.task = task
        isClassPerPlace = sketch.givesClasses(of: lesson.rows.target)
        addedEnding = task.classes != nil && sketch.ending == nil
        ending = addedEnding ? (sketch.width == 1 ? .sigmoid : .softmax) : sketch.ending
        let head = addedEnding ? try ending.map { [try Activation(named: $0.rawValue)] } ?? [] : []
        network = stages + head
    }

    /// All that is known before the first batch: the network with the parameters that it starts with.
    func prepared() throws -> Learnt {
        var choices = TrainingChoices(lesson, task, ending, addedEnding: addedEnding, isClassPerPlace: isClassPerPlace)
        let options = try trainingOptions(&choices)
        if let sentence = choices.sentence { lesson.options.announce(sentence) }
        let key = lesson.options.key
        let data = try TrainingData(lesson.rows.features, targets(lesson.rows, options.loss), options, key: key)
        let run = try TrainingRun(network, data, options, key: key, ParameterStore())
        return Learnt(
            predictor: .network(try untrained(run)), task: task,
            training: TrainingRecord(
                loss: options.loss.name, metrics: options.metrics.map(\.name), choices: choices.sentence,
                unplannedBecause: run.unplannedBecause?.message),
            run: run)
    }

    private func trainingOptions(_ choices: inout TrainingChoices) throws -> TrainingOptions {
        let given = lesson.options
        let loss = try choices.loss()
        var options = TrainingOptions(optimizer: try choices.optimizer(), loss: loss)
        options.epochs = given.epochs ?? options.epochs
        options.batch = given.batch
        options.accumulate = given.accumulate
        options.metrics = try choices.metrics().map { TrainingMetric($0, task) }
        options.shuffles = given.shuffles
        options.earlyStop = given.earlyStop
        options.isInterrupted = given.isInterrupted
        options.checkpoint = given.checkpoint
        if let rows = lesson.validation {
            options.validation = .set(inputs: rows.features, targets: try targets(rows, loss))
        }
        return options
    }

    /// The network as inference runs it, recorded; its parameters are those that it starts with.
    private func untrained(_ run: TrainingRun) throws -> Network {
        do {
            let recorded = try recordInference(
                network, row: lesson.rows.features.row, parameters: run.parameters, key: lesson.options.key)
            return Network(
                form: .recorded(recorded.graph), parameters: recorded.parameters, layers: recorded.layers)
        } catch let fault as Fault where fault.kind == .recording {
            return Network(
                form: .eager(Chain(network), because: fault), parameters: run.parameters, layers: run.layers)
        }
    }
}

// MARK: - Targets

extension NetworkFit {
    /// What the loss compares outputs with: class numbers, 0 and 1, a probability a class, or numbers.
    private func targets(_ rows: LabelledRows, _ loss: Loss) throws -> Tensor {
        switch (task, rows.target) {
        case (_, .matrix(let matrix)): return isClassPerPlace ? matrix : try matrix.cast(to: .f32)
        case (.regression, .column(let column)):
            return try Tensor(try column.targetNumbers(lesson.targetName).map { Float($0) })
        case (.classification(let classes), .column(let column)):
            let numbers = try classes.numbers(of: column, named: lesson.targetName)
            if ending == .sigmoid { return try Tensor(numbers.map { Float($0) }) }
            if case .crossEntropy = loss.rule { return try Tensor(numbers) }
            return try oneHot(numbers, classes.count)
        }
    }

    private func oneHot(_ numbers: [Int], _ count: Int) throws -> Tensor {
        try Tensor.build(.f32, [numbers.count, count], as: Float.self) { elements in
            elements.update(repeating: 0)
            for (row, number) in numbers.enumerated() { elements[row * count + number] = 1 }
        }
    }
}

extension NetworkSketch {
    /// - Throws: a fault if the network gives more or fewer numbers a row than the target has.
    fileprivate func check(_ task: Task, _ target: Target, _ name: String) throws {
        switch (task, target) {
        case (.classification(let classes), _): try check(classes, name)
        case (.regression, .column) where width != 1:
            throw Fault(
                .shape, "\(name) is one number a row, and the network gives \(text)",
                help: "end the network with `dense(1)`")
        case (.regression, .matrix(let matrix))
        where Array(matrix.sizes.dropFirst()) != outputSizes && !givesClasses(of: target):
            throw Fault(
                .shape, "the network gives \(text) a row, and the targets are \(matrix.type)",
                help: outputSizes.count == 1 && matrix.rank == 2
                    ? "end the network with `dense(\(matrix.sizes[1]))`" : nil)
        default: break
        }
    }

    /// Whether the target is whole numbers that stand for classes, of which the network tells apart those of each place.
    fileprivate func givesClasses(of target: Target) -> Bool {
        guard case .matrix(let matrix) = target, matrix.dtype == .i64 else { return false }
        return outputSizes.count > 1 && Array(matrix.sizes.dropFirst()) == outputSizes.dropLast()
    }

    private func check(_ classes: Classes, _ name: String) throws {
        let isEnough = classes.count == 2 && ending != .softmax && width == 1
        guard !isEnough, width != classes.count || outputSizes.count != 1 || ending == .sigmoid else {
            return
        }
        throw Fault(
            .shape, "\(name) has \(classes.count) classes, and the network gives \(text) a row",
            help: "end the network with `dense(\(classes.count), softmax)`")
    }

    private var text: String {
        outputSizes.count <= 1
            ? (width == 1 ? "1 number" : "\(width) numbers")
            : "[" + outputSizes.map(String.init).joined(separator: ", ") + "]"
    }
}
