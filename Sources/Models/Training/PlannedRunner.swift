import Graphs
import Signatures
import Tensors

/// Trains with plans: the recorded network, its loss and gradients as flat lists of C calls, one for each size of
/// the batch. A step allocates nothing.
final class PlannedRunner: TrainingRunner {
    let layers: [LayerSummary]
    let predictionSizes: [Int]
    private let learning: Graph
    private let judging: Graph?
    private let memory: TrainingMemory
    private let optimizer: OptimizerState
    private var store: ParameterStore
    private var learningPlans: [Int: Plan] = [:]
    private var judgingPlans: [Int: Plan] = [:]
    /// The plan that ran last, in whose memory the prediction is.
    private var last: Plan?
    private let random: StepKeys?

    /// - Throws: a fault of kind `recording` if a stage can't be recorded or a size depends on the data.
    init(
        _ network: Chain, _ data: TrainingData, _ options: TrainingOptions, key: RandomKey,
        _ parameters: ParameterStore
    ) throws {
        func record(_ store: ParameterStore, training: Bool) throws -> Recording {
            try Recording(
                network.stages, loss: options.loss, row: data.training.inputs.row,
                target: data.training.targets.row,
                store: store, key: key, training: training)
        }
        let recorded = try record(parameters, training: true)
        (learning, store, layers) = (recorded.graph, recorded.store, recorded.layers)
        judging = data.validation == nil ? nil : try record(store, training: false).graph
        predictionSizes = recorded.prediction.shape.dropFirst().compactMap(\.known)
        memory = try TrainingMemory(for: learning)
        optimizer = try OptimizerState(options.optimizer, count: memory.count)
        random = learning.usesKey ? try StepKeys(key.folding("dropout")) : nil
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

    func learn(_ source: BatchSource, batch: Int) throws -> Double {
        let plan = try learningPlan(source.size(ofBatch: batch))
        random?.advance()
        return try run(plan, source, batch)
    }

    private func run(_ plan: Plan, _ source: BatchSource, _ batch: Int) throws -> Double {
        try source.withPlaces(ofBatch: batch) { places in
            try plan.gatherRows(Recording.input, from: source.inputs, rows: places)
            try plan.gatherRows(Recording.target, from: source.targets, rows: places)
        }
        try plan.run()
        last = plan
        return try plan.number(Recording.loss)
    }

    private func learningPlan(_ size: Int) throws -> Plan {
        if let plan = learningPlans[size] { return plan }
        let plan = try Plan(learning, batch: size, memory: memory)
        if let random { try plan.bind(Recording.key, to: random.address) }
        learningPlans[size] = plan
        return plan
    }

    func update(rate: Double) { optimizer.step(memory.parameters, memory.gradients, rate: rate) }

    func judge(_ source: BatchSource, batch: Int) throws -> Double {
        guard let judging else { throw Fault(.value, "there are no rows to validate on") }
        let size = source.size(ofBatch: batch)
        let plan = try judgingPlans[size] ?? Plan(judging, batch: size, memory: memory)
        judgingPlans[size] = plan
        return try run(plan, source, batch)
    }

    func withPrediction<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) throws -> R {
        guard let last else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
        return try last.output(Recording.prediction).cast(to: .f32).withElements(as: Float.self, body)
    }

    func parameters() throws -> ParameterStore {
        for slot in memory.slots { try store.replace(slot.path, with: memory.parameter(slot.path)) }
        for state in learning.states { try store.replace(state.name, with: memory.state(state.name)) }
        return store
    }
}

/// The random key of each step, in memory that plans read it from.
private final class StepKeys {
    private let key: RandomKey
    private let storage: Storage
    private var steps: UInt64 = 0

    init(_ key: RandomKey) throws {
        self.key = key
        storage = try Storage.allocate(bytes: 16)
    }

    var address: UnsafeMutableRawPointer { storage.pointer }

    func advance() {
        let words = key.folding(steps).words
        let target = storage.pointer.assumingMemoryBound(to: Int.self)
        (target[0], target[1]) = (words.seed, words.stream)
        steps += 1
    }
}

extension Graph {
    /// Whether anything is random.
    fileprivate var usesKey: Bool {
        guard let key = inputs.first(where: { $0.name == Recording.key })?.value else { return false }
        return nodes.contains { $0.inputs.contains(key) }
    }
}

extension Tensor {
    /// The type of one row.
    fileprivate var row: TensorType { TensorType(dtype, sizes: Array(sizes.dropFirst())) }
}
