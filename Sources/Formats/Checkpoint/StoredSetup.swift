import Graphs
import Models
import Signatures
import Tensors

extension FittedModel {
    /// All of a training that does not change: the model as it was before the first batch, graphs, rows and options.
    /// - Throws: A fault of kind `recording` if a part of it is no data.
    func storedTraining(every: Int, weights: inout Weights) throws -> JSON {
        guard let setup = run?.setup else { throw Fault.internal("the model has no training to keep") }
        let graphs: TrainingGraphs
        switch setup.form {
        case .planned(let recorded): graphs = recorded
        case .taped(_, let reason): throw unrecorded(because: reason)
        }
        var members: [JSON.Member] = [
            .init("model", try stored(weights: &weights)), .init("every", .int(every)),
            .init("learning", try graphs.learning.stored(weights: &weights, constants: "learning/")),
            .init("options", try setup.stored()),
        ]
        if let judging = graphs.judging {
            members.append(.init("judging", try judging.stored(weights: &weights, constants: "judging/")))
        }
        setup.data.training.store("rows", in: &weights)
        setup.data.validation?.store("held", in: &weights)
        return .object(members)
    }

    private func unrecorded(because reason: Fault) -> Fault {
        Fault(
            .recording, "this training can't be kept in a checkpoint: its operations could not be recorded",
            notes: [reason.message] + reason.notes, help: "leave `checkpoint` out")
    }

    init(training content: Envelope.Content, path: String) throws {
        let (stored, weights) = (content.stored, content.weights)
        try self.init(stored.field("model"), weights: weights)
        guard case .network(let network) = predictor else { throw stored.fault("has a model that is no network") }
        func graph(_ stored: StoredValue, _ name: String) throws -> Graph {
            var reader = try GraphReader(
                stored, parameters: network.parameters, weights: weights, constants: "\(name)/")
            return try reader.graph()
        }
        let graphs = TrainingGraphs(
            learning: try graph(stored.field("learning"), "learning"),
            judging: try stored.optional("judging").map { try graph($0, "judging") })
        let file = CheckpointFile(path, every: try stored.field("every").count())
        let setup = try TrainingSetup(
            stored.field("options"), graphs, of: self, layers: network.layers, checkpoint: file, weights: weights)
        run = TrainingRun(setup: setup, state: TrainingState(parameters: network.parameters))
        try CheckpointCheck(stored: stored, model: self, setup: setup, graphs: graphs).run()
    }
}

extension BatchSource {
    fileprivate func store(_ name: String, in weights: inout Weights) {
        weights.add("\(name)/inputs", inputs)
        weights.add("\(name)/targets", targets)
    }
}

extension TrainingSetup {
    fileprivate func stored() throws -> JSON {
        [
            "batch": .int(data.training.batch),
            "accumulate": .int(min(options.accumulate, data.training.rows)),
            "shuffle": .bool(options.shuffles),
            "key": [.int(Int(bitPattern: UInt(key.seed))), .int(Int(bitPattern: UInt(key.stream)))],
            "optimizer": try options.optimizer.stored(),
            "early_stop": try options.earlyStop?.stored() ?? .null,
        ]
    }

    fileprivate init(
        _ stored: StoredValue, _ graphs: TrainingGraphs, of model: FittedModel, layers: [LayerSummary],
        checkpoint: CheckpointFile, weights: Weights
    ) throws {
        let key = try stored.field("key").randomKey()
        var options = TrainingOptions(
            optimizer: try Optimizer(stored.field("optimizer")), loss: .recorded(model.training.loss))
        options.shuffles = try stored.field("shuffle").bool()
        options.accumulate = try stored.field("accumulate").count()
        options.earlyStop = try stored.optional("early_stop").map(EarlyStop.init)
        options.metrics = try model.training.metrics.map {
            guard let kind = MetricKind.named($0) else { throw stored.fault("has an unknown metric, `\($0)`") }
            try stored.checked { try kind.check(model.task) }
            return TrainingMetric(kind, model.task)
        }
        options.checkpoint = checkpoint
        let batch = try stored.field("batch").count()
        let learning = try weights.rows("rows", stored)
        let judging = graphs.judging == nil ? nil : try weights.rows("held", stored)
        let rows = 1...learning.inputs.sizes[0]
        guard rows.contains(batch), rows.contains(options.accumulate) else {
            throw stored.fault("has an impossible batch")
        }
        let data = try TrainingData(
            learning: learning, batch: batch, judging: judging, shuffles: options.shuffles, key: key)
        self.init(form: .planned(graphs), data: data, options: options, key: key, layers: layers)
    }
}

extension Weights {
    /// Rows and as many targets, at least one.
    fileprivate func rows(_ name: String, _ stored: StoredValue) throws -> TrainingData.Rows {
        let inputs = try tensor("\(name)/inputs", for: stored)
        let targets = try tensor("\(name)/targets", for: stored)
        guard let rows = inputs.sizes.first, rows > 0, targets.sizes.first == rows else {
            throw stored.fault("has rows and targets that do not fit each other")
        }
        return (inputs, targets)
    }
}

extension StoredValue {
    fileprivate func randomKey() throws -> RandomKey {
        let words = try list().map { UInt64(UInt(bitPattern: try $0.int())) }
        guard words.count == 2 else { throw fault("is no random key") }
        return RandomKey(seed: words[0], stream: words[1])
    }
}

extension Loss {
    /// A loss that lies in recorded graphs, and is known by name alone.
    fileprivate static func recorded(_ name: String) -> Loss {
        Loss(name: name, rule: .function { _, _ in throw Fault.internal("the loss `\(name)` is recorded") })
    }
}
