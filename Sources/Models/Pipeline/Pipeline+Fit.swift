import Frames
import Signatures
import Tensors

extension Pipeline {
    /// Learns `target` from the other columns: steps from the training rows alone, then layers or a classical model.
    ///
    /// - Throws: a fault that names the column, if one is absent or is not what the pipeline takes; a `shape` fault if
    ///   the network does not fit the target; a `numeric` one if training fails.
    package func fit(_ frame: Frame, target: String, _ options: FitOptions) throws -> FittedModel {
        try prepared(frame, target: target, options).trained(options.report)
    }

    /// All of a fit that comes before the first epoch; throws what `fit` does until then.
    package func prepared(_ frame: Frame, target: String, _ options: FitOptions) throws -> FittedModel {
        try requireLearner()
        let column = try frame.column(target)
        let features = try features(of: frame, but: target, options.features)
        let (training, validation) = try frame.aside {
            try options.divided(frame, stratify: column.isClassLike ? target : nil)
        }
        let preparation = try Preparation(
            fitting: layout.preparation, to: training.select(features), target: target)
        let lesson = try lesson(preparation, training, validation, target, options)
        let learnt = try learn(lesson)
        var record = learnt.training
        record.notes = preparation.notes + record.notes
        return try FittedModel(
            input: .columns(preparation.input), steps: preparation.steps, features: preparation.frame.names,
            predictor: learnt.predictor, target: target, task: learnt.task, training: record, run: learnt.run)
    }

    /// Learns `targets`, a row each, from the rows of `inputs`.
    package func fit(_ inputs: Tensor, _ targets: Tensor, _ options: FitOptions) throws -> FittedModel {
        try prepared(inputs, targets, options).trained(options.report)
    }

    /// All of such a fit that comes before the first epoch.
    package func prepared(_ inputs: Tensor, _ targets: Tensor, _ options: FitOptions) throws -> FittedModel {
        try requireLearner()
        if let part = layout.preparation.first { throw needsFrame(part) }
        guard inputs.rank >= 1 else {
            throw Fault(
                .shape, "a fit takes rows of numbers", labels: [.init(.argument(1), "\(inputs.type)")])
        }
        let rows = LabelledRows(features: try dressed(inputs), target: try Target(targets))
        let (training, validation) = try options.divided(rows, dressed)
        let lesson = Lesson(
            features: [], rows: training, validation: validation, targetName: "the target", options: options)
        try lesson.check()
        let learnt = try learn(lesson)
        return try FittedModel(
            input: .tensor(Array(inputs.sizes.dropFirst())), steps: [], features: [], predictor: learnt.predictor,
            target: nil, task: learnt.task, training: learnt.training, run: learnt.run)
    }

    /// - Throws: a fault if no part learns the target.
    private func requireLearner() throws {
        let layout = layout
        guard layout.stages.isEmpty, layout.ending == nil else { return }
        throw Fault(
            .type, "`\(text)` only prepares rows, and nothing in it learns the target",
            help: "add a layer such as `>> dense(1)`, or `>> linear_regression()`")
    }

    private func learn(_ lesson: Lesson) throws -> Learnt {
        let layout = layout
        if let model = layout.ending {
            guard lesson.options.checkpoint == nil else { throw keepsNothing(model) }
            return try ClassicalFit(model: model, lesson: lesson).run()
        }
        return try NetworkFit(layout.stages.map { try $0.stage() }, lesson).prepared()
    }

    private func keepsNothing(_ model: any ClassicalModel) -> Fault {
        Fault(
            .argument, "`\(model.name)` does not learn in epochs, and there is nothing to keep in a checkpoint",
            help: "leave `checkpoint` out")
    }
}

// MARK: - Frames

extension Pipeline {
    private func features(of frame: Frame, but target: String, _ chosen: [String]?) throws -> [String] {
        guard let chosen else { return frame.names.filter { $0 != target } }
        for name in chosen { _ = try frame.column(name) }
        guard !chosen.contains(target) else {
            throw Fault(.argument, "`\(target)` is the target, and can't be a feature too")
        }
        return chosen
    }

    private func lesson(
        _ preparation: Preparation, _ training: Frame, _ validation: Frame?, _ target: String,
        _ options: FitOptions
    ) throws -> Lesson {
        let rows = LabelledRows(
            features: try matrix(preparation.frame), target: .column(try training.column(target)))
        let held = try validation.map { frame in
            var notes: [String] = []
            let taken = try preparation.input.accept(frame)
            let prepared = try preparation.steps.apply(to: taken, &notes)
            return LabelledRows(features: try matrix(prepared), target: .column(try frame.column(target)))
        }
        let lesson = Lesson(
            features: preparation.frame.names, rows: rows, validation: held, targetName: "`\(target)`",
            options: options)
        try lesson.check()
        return lesson
    }

    /// f32 for layers, f64 for classical models.
    private func matrix(_ frame: Frame) throws -> Tensor {
        let layout = layout
        let consumer = layout.stages.first?.name ?? layout.ending?.name ?? "the pipeline"
        return try frame.aside { try frame.featureMatrix(layout.ending == nil ? .f32 : .f64, for: consumer) }
    }
}

extension Column {
    /// Whether its values are classes whatever the pipeline is.
    fileprivate var isClassLike: Bool { (type.isText || type == .bool) && missingCount == 0 }
}

// MARK: - Tensors

extension Pipeline {
    /// Features in the dtype that what learns computes in; whole numbers may be places in an embedding.
    private func dressed(_ inputs: Tensor) throws -> Tensor {
        if layout.ending != nil { return try inputs.cast(to: .f64) }
        return inputs.dtype == .i64 ? inputs : try inputs.cast(to: .f32)
    }

    private func needsFrame(_ part: PipelinePart) -> Fault {
        Fault(
            .type, "`\(part.name)` prepares columns of a frame, and the fit was given tensors",
            labels: [.init(.argument(1), "a tensor")],
            help: "pass a frame with `target:`, or leave `\(part.name)` out")
    }
}
