import Graphs
import Signatures
import Tensors

/// Trains with plans: the recorded network, its loss and gradients as flat lists of C calls, one for each size of
/// the batch. A step allocates nothing.
final class PlannedRunner: TrainingRunner {
    let predictionSizes: [Int]
    private let learning: Graph
    private let judging: Graph?
    private let memory: TrainingMemory
    private let optimizer: OptimizerState
    /// Where steps take several batches.
    private let sum: GradientSum?
    private var store: ParameterStore
    private let buffers: BatchBuffers
    private let random: StepKeys?
    private var learningPlans: [Int: BoundPlan] = [:]
    private var judgingPlans: [Int: BoundPlan] = [:]
    /// The plan that ran last, in whose memory the prediction is.
    private var last: BoundPlan?
    /// Whether a batch was begun whose update has not been made.
    private var lacksUpdate = false

    init(_ graphs: TrainingGraphs, _ setup: TrainingSetup, from state: TrainingState) throws {
        (learning, judging, predictionSizes) = (graphs.learning, graphs.judging, graphs.predictionSizes)
        store = state.parameters
        memory = try TrainingMemory(for: learning)
        let slots = memory.slots.map { ParameterSlot(path: $0.path, range: $0.range, usedRows: $0.usedRows) }
        sum = setup.options.accumulate > 1 ? try GradientSum(slots) : nil
        optimizer = try OptimizerState(setup.options.optimizer, slots: sum?.slots ?? slots, from: state.optimizer)
        buffers = try BatchBuffers(setup.data)
        random = learning.usesKey ? try StepKeys(setup.key.folding("dropout")) : nil
        try fill()
    }

    private func fill() throws {
        for parameter in learning.parameters {
            if let entry = store[parameter.name] { try memory.setParameter(entry.path, to: entry.value) }
        }
        for state in learning.states {
            if let entry = store[state.name] { try memory.setState(entry.path, to: entry.value) }
        }
    }

    func learn(_ source: BatchSource, batch: Int, _ part: StepPart) throws -> Double {
        let size = source.size(ofBatch: batch)
        let plan = try learningPlans[size] ?? boundPlan(learning, size)
        learningPlans[size] = plan
        random?.set(step: optimizer.steps, part)
        if part.place == 0 { memory.keepStates() }
        lacksUpdate = true
        let loss = try run(plan, source, batch)
        sum?.add(memory.gradients, part)
        return loss
    }

    private func boundPlan(_ graph: Graph, _ size: Int) throws -> BoundPlan {
        let plan = try Plan(graph, batch: size, memory: memory)
        try plan.bind(Recording.input, to: buffers.inputs.pointer)
        try plan.bind(Recording.target, to: buffers.targets.pointer)
        if let random { try plan.bind(Recording.key, to: random.address) }
        return try BoundPlan(plan)
    }

    private func run(_ plan: BoundPlan, _ source: BatchSource, _ batch: Int) throws -> Double {
        source.copy(batch: batch, inputs: buffers.inputs.pointer, targets: buffers.targets.pointer)
        try plan.plan.run()
        last = plan
        return try plan.loss.item().double
    }

    func update(rate: Double) {
        optimizer.step(memory.parameters, sum?.gradients ?? memory.gradients, rate: rate)
        lacksUpdate = false
    }

    func abandonStep() {
        if lacksUpdate { memory.restoreStates() }
        lacksUpdate = false
    }

    func judge(_ source: BatchSource, batch: Int) throws -> Double {
        guard let judging else { throw Fault.internal("there are no rows to validate on") }
        let size = source.size(ofBatch: batch)
        let plan = try judgingPlans[size] ?? boundPlan(judging, size)
        judgingPlans[size] = plan
        return try run(plan, source, batch)
    }

    func withPrediction<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) throws -> R {
        guard let last else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
        return try last.prediction.cast(to: .f32).withElements(as: Float.self, body)
    }

    func parameters() throws -> ParameterStore {
        for slot in memory.slots { try store.replace(slot.path, with: memory.parameter(slot.path)) }
        for state in learning.states { try store.replace(state.name, with: memory.state(state.name)) }
        return store
    }

    var optimizerMemory: OptimizerMemory { optimizer.memory }
}

/// A plan that reads the batch's buffers, with what it leaves.
private struct BoundPlan {
    let plan: Plan
    let loss: Tensor
    let prediction: Tensor

    init(_ plan: Plan) throws {
        self.plan = plan
        loss = try plan.output(Recording.loss)
        prediction = try plan.output(Recording.prediction)
    }
}

/// Where the rows of a batch are gathered, with room for the largest; all plans read them there.
private struct BatchBuffers {
    let inputs: Storage
    let targets: Storage

    init(_ data: TrainingData) throws {
        let sources = [data.training, data.validation].compactMap(\.self)
        inputs = try Storage.allocate(bytes: sources.map { $0.bytes(ofBatch: $0.inputs) }.max() ?? 0)
        targets = try Storage.allocate(bytes: sources.map { $0.bytes(ofBatch: $0.targets) }.max() ?? 0)
    }
}

/// The random key of each step, in memory that plans read it from.
private final class StepKeys {
    private let key: RandomKey
    private let storage: Storage

    init(_ key: RandomKey) throws {
        self.key = key
        storage = try Storage.allocate(bytes: 16)
    }

    var address: UnsafeMutableRawPointer { storage.pointer }

    func set(step: Int, _ part: StepPart) {
        let words = key.folding(step: step, part).forPass.words
        let target = storage.pointer.assumingMemoryBound(to: Int.self)
        (target[0], target[1]) = (words.seed, words.stream)
    }
}

extension RandomKey {
    /// What the randomness of one batch comes from: the first one of a step has the step's own key.
    func folding(step: Int, _ part: StepPart) -> RandomKey {
        let key = folding(UInt64(truncatingIfNeeded: step))
        return part.place == 0 ? key : key.folding(UInt64(part.place))
    }
}

extension Graph {
    /// Whether anything is random.
    fileprivate var usesKey: Bool {
        guard let key = inputs.first(where: { $0.name == Recording.key })?.value else { return false }
        return nodes.contains { $0.inputs.contains(key) }
    }
}
