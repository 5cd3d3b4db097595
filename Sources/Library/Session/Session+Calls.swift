import Language
import Models
import Signatures

/// Calling what the machine does not call itself, and making layers.
extension Session {
    package func call(_ object: Object, _ arguments: CallArguments, caller: Caller) throws -> Value {
        switch object {
        case let gradient as GradientFunction: return try differentiate(gradient, arguments, caller: caller)
        case let layer as PlacedLayer: return try layer.call(arguments, in: self)
        case let layer as LayerObject: return try callLayer(UserStage.pipeline(of: layer, in: self), arguments)
        case let layer as PipelineObject: return try callLayer(layer.pipeline, arguments)
        case let fixed as FixedNetwork: return try fixed.call(arguments, in: self)
        case let model as ModelObject:
            return try predict(model.model, onlyArgument(arguments, of: "model"))
        case let composed as ComposedFunction: return try composed.call(arguments, caller: caller)
        case let checked as CheckedFunction: return try checked.call(arguments)
        case let checked as CheckedLayerDeclaration: return try checked.make(arguments)
        case let checked as CheckedLayer: return try callLayer(Pipeline([.stage(checked)]), arguments)
        default:
            throw Fault.internal("\(object.type.nameWithArticle) can't be called")
        }
    }

    package func isCallable(_ object: Object) -> Bool {
        object is GradientFunction || object is PlacedLayer || object is LayerObject || object is PipelineObject
            || object is ModelObject || object is FixedNetwork || object is ComposedFunction
            || object is CheckedFunction || object is CheckedLayerDeclaration || object is CheckedLayer
    }

    package func willCallImpure(_ name: String) throws {
        guard !isChecking else { throw Fault.notKnownBeforehand }
        guard reachesFiles || !catalog.overloads(of: name).contains(where: \.signature.takesFiles) else {
            throw Fault(.file, "files are out of reach in this session")
        }
        guard recorder != nil else { return }
        throw Fault(.recording, "`\(name)` does more than give a value, which a recording can't repeat")
    }

    package func functions(heldBy object: ForeignObject) -> [Value]? {
        switch object {
        case let gradient as GradientFunction: [gradient.function]
        case let composed as ComposedFunction: composed.functions
        case let pipeline as PipelineObject: pipeline.pipeline.parts.reduce([]) { $0 + $1.heldValues }
        case let network as FixedNetwork: network.network.heldValues
        case is FrameObject, is ColumnObject, is ModelObject, is OptimizerObject, is ScheduleObject, is CoreNames,
            is ExpressionObject, is FrozenTensor, is PlotObject:
            []
        default: nil
        }
    }

    /// A layer takes its random key when it is made.
    package func didMake(_ layer: LayerObject) throws {
        layer.attachment = LayerKey(generator.next())
    }
}
