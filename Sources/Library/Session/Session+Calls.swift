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
        default:
            throw Fault.internal("\(object.type.nameWithArticle) can't be called")
        }
    }

    package func isCallable(_ object: Object) -> Bool {
        object is GradientFunction || object is PlacedLayer || object is LayerObject || object is PipelineObject
            || object is ModelObject || object is FixedNetwork || object is ComposedFunction
    }

    /// A layer takes its random key when it is made.
    package func didMake(_ layer: LayerObject) throws {
        layer.attachment = LayerKey(generator.next())
    }
}
