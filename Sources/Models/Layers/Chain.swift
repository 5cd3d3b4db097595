import Graphs
import Tensors

/// Stages one after another, as one stage: what `>>` gives where a layer is due.
package struct Chain: Stage {
    package let stages: [any Stage]

    package init(_ stages: [any Stage]) { self.stages = stages }

    package var name: String { "sequence" }
    package var details: String { stages.map(\.name).joined(separator: " >> ") }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var { try context.run(stages, x) }
}

/// A stage whose parameters were fixed before it was put where it stands, or that is not to be trained there.
package struct FixedStage: Stage {
    package let stage: any Stage
    /// The parameters it starts with; those it lacks are drawn as usual.
    package let parameters: ParameterStore
    /// Whether they follow the gradient from there.
    package let isTrained: Bool

    package init(_ stage: any Stage, parameters: ParameterStore = ParameterStore(), isTrained: Bool) {
        self.stage = stage
        self.parameters = parameters
        self.isTrained = isTrained
    }

    package var name: String { stage.name }
    package var key: RandomKey? { stage.key }
    package var details: String { isTrained ? stage.details : "frozen" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        try context.with(trained: isTrained, fixed: parameters) { try stage.forward(x, context) }
    }
}
