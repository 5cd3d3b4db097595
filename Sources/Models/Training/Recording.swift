import Graphs
import Signatures
import Tensors

/// A network's computation as graphs with a symbolic batch, and the parameters that it asked for.
struct Recording {
    var graph: Graph
    var store: ParameterStore
    var layers: [LayerSummary]
    /// What the network gives, before any loss.
    var prediction: TensorType

    /// The names of a training graph's inputs and outputs.
    static let input = "input", target = "target", key = "key"
    static let loss = "loss", prediction = "prediction"
}

/// Records the network as inference runs it: no dropout, running statistics as they are.
///
/// - Parameters:
///   - input: the type of one row, without the batch axis.
/// - Throws: a fault of kind `recording` if a stage reads values while it runs.
package func recordInference(
    _ network: [any Stage], row input: TensorType, parameters: ParameterStore = ParameterStore(),
    key: RandomKey = RandomKey(seed: 0)
) throws -> (graph: Graph, parameters: ParameterStore, layers: [LayerSummary]) {
    let recorded = try Recording(inference: network, row: input, store: parameters, key: key)
    return (recorded.graph, recorded.store, recorded.layers)
}

extension Recording {
    init(inference network: [any Stage], row: TensorType, store: ParameterStore, key: RandomKey) throws {
        let context = ForwardContext(Emitter(.record), store: store, key: key)
        let x = context.emitter.input(Recording.input, row.batched)
        let y = try context.run(network, x)
        graph = try context.emitter.graph(outputs: [(Recording.prediction, y)])
        (self.store, layers, prediction) = (context.store, context.layers, y.type)
    }

    /// The mean loss of a batch; in training with its gradients and the states that it leaves.
    init(
        _ network: [any Stage], loss: Loss, row: TensorType, target: TensorType, store: ParameterStore,
        key: RandomKey, training: Bool
    ) throws {
        let emitter = Emitter(.record)
        let x = emitter.input(Recording.input, row.batched)
        let t = emitter.input(Recording.target, target.batched)
        let random = emitter.input(Recording.key, TensorType(.i64, sizes: [2]))
        let context = ForwardContext(
            emitter, store: store, key: key, training: training, random: random)
        let y = try context.run(network, x)
        let value = try loss.fused(y, t.matching(y))
        let trained = training ? context.trained : []
        let gradients = try emitter.gradient(of: value, wrt: trained.map(\.value))
        graph = try emitter.graph(
            outputs: [(Recording.loss, value), (Recording.prediction, y)],
            gradients: zip(trained, gradients).map { ($0.path, $1) })
        guard !graph.types.contains(where: { $0.shape.contains(.unknown) }) else {
            throw Fault(.recording, "the size of a tensor depends on the data")
        }
        (self.store, layers, prediction) = (context.store, context.layers, y.type)
    }
}

extension TensorType {
    /// A batch of rows of this type.
    var batched: TensorType { TensorType(dtype, [.named(Graph.batch)] + shape) }
}
