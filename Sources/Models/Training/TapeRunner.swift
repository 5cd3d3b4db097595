import Graphs
import Signatures
import Tensors

/// Trains op by op with a tape: for a network that can't be recorded, because what it does depends on its data.
final class TapeRunner: TrainingRunner {
    private let network: Chain
    private let loss: Loss
    private let key: RandomKey
    private let flat: FlatParameters
    private let optimizer: OptimizerState
    private var store: ParameterStore
    private var nextStates: [(path: String, value: Tensor)] = []
    private var prediction: Tensor
    private var steps: UInt64 = 0

    /// Runs the first row once, so that all parameters are there.
    static func make(
        _ network: Chain, _ data: TrainingData, _ options: TrainingOptions, key: RandomKey,
        _ parameters: ParameterStore
    ) throws -> (runner: TapeRunner, layers: [LayerSummary]) {
        let context = ForwardContext(Emitter(.eager), store: parameters, key: key)
        let row = try data.training.inputs.sliced(axis: 0, stop: 1)
        let result = try network.forward(context.emitter.constant(row), context).read()
        let runner = try TapeRunner(
            network, options, store: context.store, prediction: result, key: key.folding("dropout"))
        return (runner, context.layers.map(\.batched))
    }

    private init(
        _ network: Chain, _ options: TrainingOptions, store: ParameterStore, prediction: Tensor,
        key: RandomKey
    ) throws {
        self.network = network
        self.store = store
        self.prediction = prediction
        self.key = key
        loss = options.loss
        flat = try FlatParameters(store)
        optimizer = try OptimizerState(options.optimizer, count: flat.count)
    }

    var predictionSizes: [Int] { Array(prediction.sizes.dropFirst()) }

    func learn(_ source: BatchSource, batch: Int) throws -> Double {
        let context = ForwardContext(
            Emitter(.tape), store: store, key: key.folding(steps), training: true)
        steps += 1
        let loss = try loss(source, batch, context)
        let trained = context.trained
        let gradients = try context.emitter.untracked {
            try context.emitter.gradient(of: loss, wrt: trained.map(\.value))
        }
        let byPath = try zip(trained, gradients).map { ($0.path, try $1.read()) }
        try flat.setGradients(Dictionary(byPath) { first, _ in first })
        nextStates = try context.nextStates.map { ($0.path, try $0.value.read()) }
        return try loss.read().item().double
    }

    private func loss(_ source: BatchSource, _ batch: Int, _ context: ForwardContext) throws -> Var {
        let rows = try source.tensors(ofBatch: batch)
        let result = try network.forward(context.emitter.constant(rows.inputs), context)
        prediction = try result.read()
        return try loss.fused(result, try context.emitter.constant(rows.targets).matching(result))
    }

    func update(rate: Double) throws {
        optimizer.step(flat.parameters, flat.gradients, rate: rate)
        try flat.copy(to: &store)
        for state in nextStates { try store.replace(state.path, with: state.value) }
    }

    func judge(_ source: BatchSource, batch: Int) throws -> Double {
        // On a tape too, so that the loss sees where the prediction comes from.
        let context = ForwardContext(Emitter(.tape), store: store)
        return try loss(source, batch, context).read().item().double
    }

    func withPrediction<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) throws -> R {
        try prediction.cast(to: .f32).withElements(as: Float.self, body)
    }

    func parameters() throws -> ParameterStore { store }
}

extension LayerSummary {
    /// As it is for any batch.
    var batched: LayerSummary {
        var summary = self
        if !summary.output.isEmpty { summary.output[0] = .named("batch") }
        return summary
    }
}

extension Var {
    /// Targets as the loss compares them: a column of numbers beside predictions with one axis more or less.
    func matching(_ prediction: Var) throws -> Var {
        guard dtype.isFloating || prediction.shape.last == .known(1) else { return self }
        if rank + 1 == prediction.rank, prediction.shape.last == .known(1) { return try unsqueeze(-1) }
        if rank == prediction.rank + 1, shape.last == .known(1) { return try squeeze(-1) }
        return self
    }
}
