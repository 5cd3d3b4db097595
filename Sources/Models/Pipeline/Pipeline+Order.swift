import Signatures

/// A pipeline by what its parts do.
struct PipelineLayout {
    /// What maps frames, in order.
    var preparation: [PipelinePart] = []
    /// What maps batches, in order.
    var stages: [PipelinePart] = []
    var ending: (any ClassicalModel)?
}

extension Pipeline {
    /// Parts before the last one that takes a frame prepare frames; a function among them is given frames too.
    var layout: PipelineLayout {
        var layout = PipelineLayout()
        let frames = parts.lastIndex(where: \.takesFrame).map { $0 + 1 } ?? 0
        layout.preparation = Array(parts[..<frames])
        // A model with columns prepares them by its steps, and then is the first stage.
        if case .model? = layout.preparation.last { layout.stages = Array(parts[(frames - 1)..<frames]) }
        for part in parts[frames...] {
            if case .classical(let model) = part { layout.ending = model } else { layout.stages.append(part) }
        }
        return layout
    }

    /// Whether every part maps a batch to a batch, so that the whole is a layer that takes tensors.
    package var isNetwork: Bool { layout.preparation.isEmpty && layout.ending == nil }

    func checkOrder() throws {
        for (part, next) in zip(parts, parts.dropFirst()) {
            if let reason = part.refusal(of: next) { throw reason }
        }
        try checkNothingLearnsBeforeClassical()
        try checkFunctionsBeforeSteps()
    }

    /// What learns by gradient needs a gradient from what follows, and a classical model has none to give.
    private func checkNothingLearnsBeforeClassical() throws {
        guard case .classical(let model)? = parts.last else { return }
        for part in parts.dropLast() where part.isBatchPart {
            throw Fault(
                .type, "`\(part.name)` can't come before `\(model.name)`, which passes no gradient back",
                labels: [.init(.argument(1), model.name)],
                help: "end with a layer such as `dense(1)`, or leave `\(part.name)` out")
        }
    }

    /// A function between a layer and a step would have to give a frame from a batch.
    private func checkFunctionsBeforeSteps() throws {
        guard let firstBatch = parts.firstIndex(where: \.isLayer) else { return }
        for part in parts[firstBatch...] where part.takesFrame { throw parts[firstBatch].precedes(part) }
    }
}

extension PipelinePart {
    /// Whether it maps a frame: a step, or a model with columns of its own.
    var takesFrame: Bool {
        switch self {
        case .step: true
        case .model(let model, _): model.takesColumns
        case .stage, .function, .classical: false
        }
    }

    fileprivate var isLayer: Bool {
        if case .stage = self { true } else { false }
    }

    /// Whether it can only map batches, or learns from them.
    fileprivate var isBatchPart: Bool {
        switch self {
        case .stage, .model: true
        case .step, .function, .classical: false
        }
    }

    /// Whether it may stand before a classical model, which gives no gradient.
    private var canPrecedeClassical: Bool {
        switch self {
        case .step, .function: true
        case .stage, .model, .classical: false
        }
    }

    /// Why `next` can't stand directly behind this part; nil if it can.
    fileprivate func refusal(of next: PipelinePart) -> Fault? {
        switch (self, next) {
        case (.classical, _): mustBeLast(before: next)
        case (.stage, _) where next.takesFrame: precedes(next)
        case (.model, _) where next.takesFrame: precedes(next)
        default: nil
        }
    }

    private func mustBeLast(before next: PipelinePart) -> Fault {
        Fault(
            .type, "`\(name)` must come last in a pipeline, and `\(next.name)` follows it",
            labels: [.init(.argument(0), name), .init(.argument(1), next.name)],
            help: next.canPrecedeClassical ? "move `\(next.name)` before `\(name)`, or leave it out" : nil)
    }

    fileprivate func precedes(_ next: PipelinePart) -> Fault {
        let what = if case .step = next { "a step" } else { "a model that takes columns" }
        return Fault(
            .type,
            "`\(next.name)` can't come after `\(name)`: \(what) takes a frame, and `\(name)` gives a tensor",
            labels: [.init(.argument(0), name), .init(.argument(1), next.name)],
            help: "move `\(next.name)` before `\(name)`")
    }
}
