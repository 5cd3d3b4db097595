import Graphs
import Models
import Signatures
import Tensors

/// What must hold between the parts of a training that was read from a file, before plans write into memory by it.
struct CheckpointCheck {
    let stored: StoredValue
    let model: FittedModel
    let setup: TrainingSetup
    let graphs: TrainingGraphs

    func run() throws {
        let rows = setup.data.training
        try checkRows(rows)
        try check(graphs.learning, rows)
        try checkGradients()
        if let validation = setup.data.validation, let judging = graphs.judging {
            try checkRows(validation)
            try check(judging, validation)
            try checkJudging(judging)
        }
        try checkOutputs(rows)
    }

    private func checkRows(_ source: BatchSource) throws {
        guard [.f32, .i64].contains(source.inputs.dtype), [.f32, .i64].contains(source.targets.dtype) else {
            throw stored.fault("has rows of another dtype than networks take")
        }
        guard let classes = model.task.classes, source.targets.count == source.rows else { return }
        guard source.targets.f64Values.allSatisfy({ 0...Double(classes.count - 1) ~= $0 }) else {
            throw stored.fault("has targets that are no classes of the model")
        }
    }

    /// Inputs of the types that batches have, one number for the loss, and no size but the batch that is not known.
    private func check(_ graph: Graph, _ source: BatchSource) throws {
        let expected = TrainingGraphs.inputs(for: source)
        guard graph.inputs.map(\.name) == expected.map(\.name),
            zip(graph.inputs, expected).allSatisfy({ graph.types[$0.value] == $1.type })
        else { throw stored.fault("has a graph that does not take its rows") }
        guard let loss = graph.output(TrainingGraphs.lossName), loss.shape.isEmpty, loss.dtype == .f32 else {
            throw stored.fault("has a graph whose loss is not one number")
        }
        for type in graph.types where !type.shape.allSatisfy(\.isKnownOrBatch) {
            throw stored.fault("has a graph with a size that is not known")
        }
        let names = graph.parameters.map(\.name) + graph.states.map(\.name)
        guard Set(names).count == names.count else { throw stored.fault("has a graph with a parameter twice") }
    }

    /// A gradient for each parameter, of its type: it is written over the parameter's own place.
    private func checkGradients() throws {
        let graph = graphs.learning
        let types = Dictionary(
            graph.gradients.map { ($0.name, graph.types[$0.value]) }, uniquingKeysWith: { first, _ in first })
        guard graph.gradients.count == graph.parameters.count, types.count == graph.parameters.count,
            graph.parameters.allSatisfy({ types[$0.name] == graph.types[$0.value] && graph.isF32($0) })
        else { throw stored.fault("has gradients that do not fit its parameters") }
        let trained = setup.trainedNames(of: model)
        guard graph.parameters.map(\.name).sorted() == trained.sorted() else {
            throw stored.fault("does not train the model's parameters")
        }
    }

    /// It reads what the other trains, and changes nothing.
    private func checkJudging(_ judging: Graph) throws {
        let known = Set(graphs.learning.parameters.map(\.name))
        let states = Set(graphs.learning.states.map(\.name))
        guard judging.parameters.allSatisfy({ known.contains($0.name) }), judging.gradients.isEmpty,
            judging.states.allSatisfy({ states.contains($0.name) && $0.next == nil })
        else { throw stored.fault("has a graph for judging that is not of the same network") }
    }

    /// As many numbers a row as metrics compare with the targets.
    private func checkOutputs(_ rows: BatchSource) throws {
        let batch = Size.named(Graph.batch)
        for graph in [graphs.learning, graphs.judging].compactMap(\.self) {
            guard let type = graph.output(TrainingGraphs.predictionName), type.shape.first == batch,
                let width = type.shape.dropFirst().reduce(Size.known(1), { $0.times($1) }).known
            else { throw stored.fault("has a graph that gives no prediction for each row") }
            let fits =
                if let classes = model.task.classes {
                    width == classes.count || (width == 1 && classes.count == 2)
                } else {
                    width == rows.targets.count / rows.rows
                }
            guard fits else { throw stored.fault("has a graph whose predictions do not fit the targets") }
        }
    }
}

extension Graph {
    fileprivate func output(_ name: String) -> TensorType? {
        outputs.first { $0.name == name }.map { types[$0.value] }
    }

    fileprivate func isF32(_ leaf: Named) -> Bool { types[leaf.value].dtype == .f32 }
}

extension Size {
    fileprivate var isKnownOrBatch: Bool {
        switch self {
        case .known: true
        case .named(let name, _): name == Graph.batch
        case .unknown: false
        }
    }
}

extension TrainingSetup {
    fileprivate func trainedNames(of model: FittedModel) -> [String] {
        guard case .network(let network) = model.predictor else { return [] }
        return network.parameters.entries.filter { $0.role == .trained }.map(\.path)
    }
}
