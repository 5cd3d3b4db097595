import Language
import Models

/// What a pipeline calls that is written in Tenon.
extension PipelinePart {
    var heldValues: [Value] {
        switch self {
        case .stage(let stage): stage.heldValues
        case .function(let function): function.heldValues
        case .step, .classical, .model: []
        }
    }
}

extension Stage {
    var heldValues: [Value] {
        switch self {
        case let chain as Chain: chain.stages.flatMap(\.heldValues)
        case let fixed as FixedStage: fixed.stage.heldValues
        case let function as FunctionStage: [function.function]
        case let layer as UserStage: [.object(layer.layer)]
        default: []
        }
    }
}
