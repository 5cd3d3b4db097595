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
    private let sum: GradientSum?
    private var store: ParameterStore
    /// The same as it was before the step that is under way.
    private var before: ParameterStore
    private var prediction: Tensor

    /// Runs the first row once, so that all parameters are there.
    static func firstPass(
        _ network: Chain, _ data: TrainingData, key: RandomKey, _ parameters: ParameterStore
    ) throws -> (store: ParameterStore, layers: [LayerSummary]) {
        let (context, _) = try runFirstRow(network, data, key: key, parameters)
        return (context.store, context.layers.map(\.batched))
    }

    init(_ network: Chain, _ setup: TrainingSetup, from state: TrainingState) throws {
        guard !setup.options.optimizer.isLazy else { throw Self.notLazy(setup) }
        self.network = network
        (store, before) = (state.parameters, state.parameters)
        prediction = try Self.runFirstRow(network, setup.data, key: setup.key, store).result
        key = setup.key.folding("dropout")
        loss = setup.options.loss
        flat = try FlatParameters(store)
        sum = setup.options.accumulate > 1 ? try GradientSum(flat.slots) : nil
        optimizer = try OptimizerState(setup.options.optimizer, slots: flat.slots, from: state.optimizer)
    }

    private static func notLazy(_ setup: TrainingSetup) -> Fault {
        var notes: [String] = []
        if case .taped(_, let reason) = setup.form { notes = [reason.message] }
        return Fault(.argument, "`lazy: true` needs a network that can be recorded", notes: notes)
    }

    private static func runFirstRow(
        _ network: Chain, _ data: TrainingData, key: RandomKey, _ parameters: ParameterStore
    ) throws -> (context: ForwardContext, result: Tensor) {
        let context = ForwardContext(Emitter(.eager), store: parameters, key: key)
        let row = try data.training.inputs.sliced(axis: 0, stop: 1)
        return (context, try network.forward(context.emitter.constant(row), context).read())
    }

    var predictionSizes: [Int] { Array(prediction.sizes.dropFirst()) }

    func learn(_ source: BatchSource, batch: Int, _ part: StepPart) throws -> Double {
        if part.place == 0 { before = store }
        let context = ForwardContext(
            Emitter(.tape), store: store, key: key.folding(step: optimizer.steps, part), training: true)
        let loss = try loss(source, batch, context)
        let trained = context.trained
        let gradients = try context.emitter.lastGradient(of: loss, wrt: trained.map(\.value))
        let byPath = try zip(trained, gradients).map { ($0.path, try $1.read()) }
        try flat.setGradients(Dictionary(byPath) { first, _ in first })
        sum?.add(flat.gradients, part)
        for state in context.nextStates { try store.replace(state.path, with: state.value.read()) }
        return try loss.read().item().double
    }

    private func loss(_ source: BatchSource, _ batch: Int, _ context: ForwardContext) throws -> Var {
        let rows = try source.tensors(ofBatch: batch)
        let result = try network.forward(context.emitter.constant(rows.inputs), context)
        prediction = try result.read()
        return try loss.fused(result, try context.emitter.constant(rows.targets).matching(result))
    }

    func update(rate: Double) throws {
        optimizer.step(flat.parameters, sum?.gradients ?? flat.gradients, rate: rate)
        try flat.copy(to: &store)
        before = store
    }

    func abandonStep() { store = before }

    func judge(_ source: BatchSource, batch: Int) throws -> Double {
        // On a tape too, so that the loss sees where the prediction comes from.
        let context = ForwardContext(Emitter(.tape), store: store)
        return try loss(source, batch, context).read().item().double
    }

    func withPrediction<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) throws -> R {
        try prediction.cast(to: .f32).withElements(as: Float.self, body)
    }

    func parameters() throws -> ParameterStore { store }

    var optimizerMemory: OptimizerMemory { optimizer.memory }
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
