import Language
import Models
import Signatures

/// What `>>` makes, and what a single step, layer or classical model is: a pipeline of one part or more.
package final class PipelineObject: ForeignObject {
    package let pipeline: Pipeline

    package init(_ pipeline: Pipeline) {
        self.pipeline = pipeline
        super.init(.layer)
    }
}

/// What `fit` gives.
package final class ModelObject: ForeignObject {
    package let model: FittedModel

    package init(_ model: FittedModel) {
        self.model = model
        super.init(.model)
    }
}

extension Value {
    package static func pipeline(_ pipeline: Pipeline) -> Value { .object(PipelineObject(pipeline)) }
    package static func model(_ model: FittedModel) -> Value { .object(ModelObject(model)) }

    package var pipeline: Pipeline? { (foreign as? PipelineObject)?.pipeline }
    package var model: FittedModel? { (foreign as? ModelObject)?.model }
}
