import Graphs
import Signatures
import Tensors

/// What is trained, on which rows and how: all of a training that stays as it is while it runs.
package struct TrainingSetup {
    package enum Form {
        case planned(TrainingGraphs)
        /// Stages that can't be recorded, and why: they run op by op.
        case taped(Chain, because: Fault)
    }

    package let form: Form
    package let data: TrainingData
    package var options: TrainingOptions
    /// What all randomness comes from.
    package let key: RandomKey
    package let layers: [LayerSummary]
    /// The stages as they were written, which are asked where a value that is not finite appears; empty where only
    /// their graph is known.
    let stages: [any Stage]

    package init(
        form: Form, data: TrainingData, options: TrainingOptions, key: RandomKey, layers: [LayerSummary],
        stages: [any Stage] = []
    ) {
        self.form = form
        self.data = data
        self.options = options
        self.key = key
        self.layers = layers
        self.stages = stages
    }
}

extension TrainingSetup {
    /// How many numbers an unfinished epoch remembers of the predictions for its first batches.
    package func predictionCount(inBatches batches: Int) -> Int {
        guard !options.metrics.isEmpty, case .planned(let graphs) = form else { return 0 }
        return graphs.predictionSizes.reduce(data.training.rows(inBatches: batches), *)
    }
}

/// A training step and the judgement of a batch, recorded.
package struct TrainingGraphs: Sendable {
    /// Loss, prediction, gradients and next states.
    package let learning: Graph
    /// Loss and prediction as inference has them; nil where no rows are held back.
    package let judging: Graph?

    package init(learning: Graph, judging: Graph?) {
        self.learning = learning
        self.judging = judging
    }

    package static let lossName = Recording.loss
    package static let predictionName = Recording.prediction

    /// What a graph of these rows takes.
    package static func inputs(for rows: BatchSource) -> [(name: String, type: TensorType)] {
        [
            (Recording.input, rows.inputs.row.batched), (Recording.target, rows.targets.row.batched),
            (Recording.key, TensorType(.i64, sizes: [2])),
        ]
    }

    /// The sizes of one row of what the network gives.
    var predictionSizes: [Int] {
        guard let value = learning.outputs.first(where: { $0.name == Recording.prediction })?.value else { return [] }
        return learning.types[value].shape.dropFirst().compactMap(\.known)
    }
}

extension TrainingRun {
    /// A training that has not begun: the network is recorded once, with its loss and gradients; where a stage can't
    /// be recorded, it is to run op by op with a tape.
    ///
    /// - Parameter parameters: what the network starts with; what it lacks is drawn.
    init(
        _ stages: [any Stage], _ data: TrainingData, _ options: TrainingOptions, key: RandomKey,
        _ parameters: ParameterStore
    ) throws {
        let network = Chain(stages)
        let form: TrainingSetup.Form
        let start: (store: ParameterStore, layers: [LayerSummary])
        do {
            let recorded = try TrainingGraphs.record(network, data, options, key: key, parameters)
            (form, start) = (.planned(recorded.graphs), (recorded.store, recorded.layers))
        } catch let fault as Fault where fault.kind == .recording {
            form = .taped(network, because: fault)
            start = try TapeRunner.firstPass(network, data, key: key, parameters)
        }
        self.init(
            setup: TrainingSetup(
                form: form, data: data, options: options, key: key, layers: start.layers, stages: stages),
            state: TrainingState(parameters: start.store))
    }
}

extension TrainingGraphs {
    /// - Throws: a fault of kind `recording` if a stage can't be recorded or a size depends on the data.
    static func record(
        _ network: Chain, _ data: TrainingData, _ options: TrainingOptions, key: RandomKey,
        _ parameters: ParameterStore
    ) throws -> (graphs: TrainingGraphs, store: ParameterStore, layers: [LayerSummary]) {
        func record(_ store: ParameterStore, training: Bool) throws -> Recording {
            try Recording(
                network.stages, loss: options.loss, row: data.training.inputs.row,
                target: data.training.targets.row, store: store, key: key, training: training)
        }
        let learning = try record(parameters, training: true)
        let judging = data.validation == nil ? nil : try record(learning.store, training: false).graph
        return (TrainingGraphs(learning: learning.graph, judging: judging), learning.store, learning.layers)
    }
}

extension Tensor {
    /// The type of one row.
    package var row: TensorType { TensorType(dtype, sizes: Array(sizes.dropFirst())) }
}
