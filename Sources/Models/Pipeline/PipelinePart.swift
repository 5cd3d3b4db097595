import Frames

/// One thing in a chain of `>>`.
package enum PipelinePart {
    case step(any Step)
    case stage(any Stage)
    case function(any PipelineFunction)
    case classical(any ClassicalModel)
    /// A model that was fitted before. It stays as it is unless it is trainable.
    case model(FittedModel, trainable: Bool)

    package var name: String {
        switch self {
        case .step(let step): step.name
        case .stage(let stage): stage.name
        case .function(let function): function.name
        case .classical(let model): model.name
        case .model: "model"
        }
    }
}

/// A function of the language in a pipeline: before a step it maps frames, elsewhere batches.
package protocol PipelineFunction: Stage {
    func apply(to frame: Frame) throws -> Frame
}
