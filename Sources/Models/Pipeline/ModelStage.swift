import Graphs
import Signatures
import Tensors

/// A fitted network as a stage of another one: its graph again, with the parameters it learnt.
///
/// It computes as inference does, so dropout is out and running statistics stay, also where it is trained on.
struct GraphStage: Stage {
    let graph: Graph

    var name: String { "model" }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let emitted = try graph.emit(on: context.emitter) { leaf, path in
            switch leaf {
            case .input: return try x.cast(to: self.inputType.dtype)
            case .parameter: return try context.parameter(path, self.sizes(graph.parameters, path), .zeros)
            case .state:
                let states = graph.states.map { Graph.Named(name: $0.name, value: $0.value) }
                return try context.state(path, self.sizes(states, path), .zeros)
            }
        }
        guard let y = emitted.outputs.first else { throw Fault.internal("the model gives nothing") }
        return y
    }

    private var inputType: TensorType {
        graph.inputs.first.map { graph.types[$0.value] } ?? TensorType(.f32, [])
    }

    private func sizes(_ leaves: [Graph.Named], _ path: String) throws -> [Int] {
        let type = leaves.first { $0.name == path }.map { graph.types[$0.value] }
        guard let sizes = type?.knownSizes else { throw Fault.internal("the size of `\(path)` is not known") }
        return sizes
    }
}

/// A fitted linear model as a stage.
struct LinearStage: Stage {
    let model: LinearModel

    var name: String { "model" }

    func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let sizes = [model.outputCount, model.featureCount]
        let weights = try Tensor(model.coefficients, sizes: sizes).transposed().contiguous()
        let weight = try context.parameter("weight", initial: weights.cast(to: context.dtype))
        let bias = try context.parameter("bias", initial: Tensor(model.intercepts).cast(to: context.dtype))
        let y = try context.floating(x).matmul(weight) + bias
        switch model.link {
        case .identity: return y
        case .sigmoid: return try y.sigmoid()
        case .softmax: return try y.softmax()
        }
    }
}

extension FittedModel {
    /// What predicts, as a stage of a network.
    package func stage(trainable: Bool) -> any Stage {
        switch predictor {
        case .linear(let model): return FixedStage(LinearStage(model: model), isTrained: trainable)
        case .network(let network):
            let stage: any Stage
            switch network.form {
            case .recorded(let graph): stage = GraphStage(graph: graph)
            case .eager(let written, _): stage = written
            }
            return FixedStage(stage, parameters: network.parameters, isTrained: trainable)
        }
    }
}

extension PipelinePart {
    /// The part as a stage.
    ///
    /// - Throws: a fault if it takes frames or is classical.
    func stage() throws -> any Stage {
        switch self {
        case .stage(let stage): return stage
        case .function(let function): return function
        case .model(let model, let trainable): return model.stage(trainable: trainable)
        case .step, .classical: throw Fault(.type, "`\(name)` is no layer")
        }
    }
}

extension Pipeline {
    /// The stages of a pipeline without steps: what a layer made by `>>` is.
    ///
    /// - Throws: a fault if a part takes frames or is classical.
    package func stages() throws -> [any Stage] { try parts.map { try $0.stage() } }
}
