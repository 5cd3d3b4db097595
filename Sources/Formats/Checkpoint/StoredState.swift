import Models
import Signatures
import Tensors

extension TrainingState {
    /// What can grow lies among the weights, so that an epoch costs no more after a thousand others.
    func stored(weights: inout Weights) throws -> JSON {
        for entry in parameters.entries { weights.add("parameters/\(entry.path)", entry.value) }
        weights.add("means", try Tensor(optimizer.means))
        weights.add("predictions", try Tensor(part.predictions))
        weights.add("history", try history.table())
        for entry in best?.parameters.entries ?? [] { weights.add("best/\(entry.path)", entry.value) }
        return [
            "steps": .int(optimizer.steps),
            "part": ["batches": .int(part.batches), "loss_sum": part.lossSum.stored()],
            "best": best.map { ["epoch": .int($0.epoch), "value": $0.value.stored()] } ?? .null,
            "patient_since": .int(patientSince),
            "stopped_early": .bool(isStoppedEarly),
        ]
    }

    /// - Parameter run: the training that it is of, before its first batch.
    init(_ stored: StoredValue, of run: TrainingRun, weights: Weights) throws {
        let start = run.state.parameters
        self.init(parameters: try weights.parameters("parameters/", like: start, stored))
        history = try weights.history(of: run.setup, stored)
        let (means, steps) = (try weights.tensor("means", for: stored), try stored.field("steps").count())
        guard means.dtype == .f32, steps <= CheckpointFile.greatestCount,
            means.count == (steps == 0 ? 0 : run.setup.options.optimizer.meansCount(for: start))
        else { throw stored.fault("has running means that do not fit its steps") }
        optimizer = OptimizerMemory(steps: steps, means: means.f32Values)
        part = try weights.part(of: run.setup, stored.field("part"))
        best = try stored.optional("best").map { best in
            let epoch = try best.field("epoch").count()
            guard (1...max(1, history.count)).contains(epoch) else { throw best.fault("is no epoch that is through") }
            return BestEpoch(
                epoch: epoch, value: try Double(best.field("value")),
                parameters: try weights.parameters("best/", like: start, best))
        }
        patientSince = min(try stored.field("patient_since").count(), history.count)
        isStoppedEarly = try stored.field("stopped_early").bool()
    }
}

extension Optimizer {
    /// How many running means all trained parameters have.
    fileprivate func meansCount(for parameters: ParameterStore) -> Int { parameters.trainedCount * bufferCount }
}

extension Weights {
    fileprivate func parameters(
        _ prefix: String, like start: ParameterStore, _ stored: StoredValue
    ) throws -> ParameterStore {
        var parameters = start
        for entry in start.entries {
            let value = try tensor(prefix + entry.path, for: stored)
            try stored.checked { try parameters.replace(entry.path, with: value) }
        }
        return parameters
    }

    fileprivate func part(of setup: TrainingSetup, _ stored: StoredValue) throws -> EpochPart {
        let (batches, source) = (try stored.field("batches").count(), setup.data.training)
        let predictions = try tensor("predictions", for: stored)
        guard batches <= source.batches, predictions.dtype == .f32,
            predictions.count == setup.predictionCount(inBatches: batches)
        else { throw stored.fault("is no part of an epoch") }
        return EpochPart(
            batches: batches, lossSum: try Double(stored.field("loss_sum")), predictions: predictions.f32Values)
    }

    fileprivate func history(of setup: TrainingSetup, _ stored: StoredValue) throws -> [EpochRecord] {
        let table = try tensor("history", for: stored)
        let width = EpochRecord(epoch: 1, of: setup).figures.count
        guard table.dtype == .f64, table.rank == 2, table.sizes[0] == 0 || table.sizes[1] == width else {
            throw stored.fault("has a history that does not fit its figures")
        }
        let values = table.f64Values
        return (0..<table.sizes[0]).map { row in
            var record = EpochRecord(epoch: row + 1, of: setup)
            record.figures = Array(values[row * width..<(row + 1) * width])
            return record
        }
    }
}

extension [EpochRecord] {
    /// A row an epoch, and its figures in their order.
    fileprivate func table() throws -> Tensor {
        try Tensor(flatMap(\.figures), sizes: [count, first?.figures.count ?? 0])
    }
}

extension EpochRecord {
    /// An epoch with a place for every figure that a training gives.
    fileprivate init(epoch: Int, of setup: TrainingSetup) {
        self.init(epoch: epoch, loss: 0)
        metrics = setup.options.metrics.map { Figure(name: $0.name, value: 0) }
        guard setup.data.validation != nil else { return }
        validationLoss = 0
        validationMetrics = metrics
    }

    /// All its numbers, in an order of their own.
    fileprivate var figures: [Double] {
        get {
            [loss, rate] + metrics.map(\.value) + (validationLoss.map { [$0] } ?? []) + validationMetrics.map(\.value)
        }
        set {
            (loss, rate) = (newValue[0], newValue[1])
            let count = metrics.count
            for place in 0..<count { metrics[place].value = newValue[2 + place] }
            guard validationLoss != nil else { return }
            validationLoss = newValue[2 + count]
            for place in 0..<count { validationMetrics[place].value = newValue[3 + count + place] }
        }
    }
}
