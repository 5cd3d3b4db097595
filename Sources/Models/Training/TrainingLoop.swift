import Signatures
import Tensors

/// Epochs of batches: the order of things, apart from how a batch is computed.
struct TrainingLoop {
    private let setup: TrainingSetup
    private let runner: any TrainingRunner
    private var training: BatchSource
    private let report: (Progress) throws -> Void
    private var history: [EpochRecord]
    /// What is through of the epoch under way; its predictions are in the log.
    private var part: EpochPart
    private var watch: EarlyStopWatch?
    private var isStoppedEarly: Bool
    private var trainingLog: PredictionLog?
    private var validationLog: PredictionLog?
    private var meter: ProgressMeter

    private var options: TrainingOptions { setup.options }
    private var validation: BatchSource? { setup.data.validation }

    /// Goes on from where the run stands.
    init(_ run: TrainingRun, report: @escaping (Progress) throws -> Void) throws {
        let state = run.state
        setup = run.setup
        runner = try setup.runner(from: state)
        training = setup.data.training
        self.report = report
        (history, part, isStoppedEarly) = (state.history, state.part, state.isStoppedEarly)
        meter = ProgressMeter(
            epochs: setup.options.epochs, rows: training.rows,
            rowsBefore: Double(training.rows) * Double(history.count) + Double(training.rows(inBatches: part.batches)))
        watch = setup.options.earlyStop.map {
            EarlyStopWatch(
                $0, metrics: run.setup.options.metrics, hasValidation: run.setup.data.validation != nil, from: state)
        }
        guard !setup.options.metrics.isEmpty else { return }
        trainingLog = PredictionLog(rows: training.rows, sizes: runner.predictionSizes)
        trainingLog?.restore(part.predictions)
        validationLog = setup.data.validation.map { PredictionLog(rows: $0.rows, sizes: runner.predictionSizes) }
    }

    /// Trains to the end, or until it is interrupted, and gives where it stands then.
    mutating func run() throws -> TrainingState {
        if options.checkpoint != nil { try save() }
        while !isStoppedEarly, history.count < options.epochs {
            guard let record = try unlessInterrupted({ try runEpoch(history.count + 1) }) else {
                abandonStep()
                break
            }
            try finish(record)
        }
        return try save()
    }

    /// One epoch's figures, or those of what was left of it; nil if it was interrupted.
    private mutating func runEpoch(_ epoch: Int) throws -> EpochRecord? {
        let start = meter.seconds
        try training.begin(epoch: epoch)
        while part.batches < training.batches {
            if options.isInterrupted() { return nil }
            try learn(epoch, from: part.batches)
            let rows = training.rows(inBatches: part.batches)
            if let progress = meter.due(epoch, part.batches, of: training.batches, rows: rows, sum: part.lossSum) {
                try report(progress)
            }
        }
        var record = EpochRecord(epoch: epoch, loss: part.lossSum / Double(max(1, training.rows)))
        record.rate = rate(epoch, training.batches - 1..<training.batches)
        record.metrics = try figures(trainingLog, training)
        try validate(into: &record)
        record.seconds = meter.seconds - start
        return record
    }

    /// One step. It is taken whole or, where it is interrupted, not at all.
    private mutating func learn(_ epoch: Int, from first: Int) throws {
        let batches = first..<first + min(options.accumulate, training.batches - first)
        let rows = training.rows(inBatches: batches.upperBound) - training.rows(inBatches: first)
        var lossSum = part.lossSum
        for batch in batches {
            let size = Double(training.size(ofBatch: batch))
            let loss = try learn(epoch, batch, StepPart(place: batch - first, share: Float(size / Double(rows))))
            lossSum += loss * size
        }
        try runner.update(rate: rate(epoch, batches))
        (part.lossSum, part.batches) = (lossSum, batches.upperBound)
    }

    private mutating func learn(_ epoch: Int, _ batch: Int, _ part: StepPart) throws -> Double {
        let runner = runner
        let loss = try runner.learn(training, batch: batch, part)
        guard loss.isFinite else { throw notFinite(loss, epoch, batch) }
        if batch == 0 { try runner.withPrediction { try options.loss.requireProbabilities($0) } }
        try trainingLog?.append(from: runner)
        return loss
    }

    private mutating func abandonStep() {
        runner.abandonStep()
        trainingLog?.keep(rows: training.rows(inBatches: part.batches))
    }

    private mutating func finish(_ record: EpochRecord) throws {
        history.append(record)
        part = EpochPart()
        trainingLog?.restart()
        try report(meter.finished(record, batches: training.batches))
        let runner = runner
        isStoppedEarly = try watch?.shouldStop(record, parameters: { try runner.parameters() }) ?? false
        let isLast = isStoppedEarly || history.count == options.epochs
        if let checkpoint = options.checkpoint, !isLast, history.count % max(1, checkpoint.every) == 0 { try save() }
    }

    /// The state as it is now, kept in the checkpoint if there is one.
    @discardableResult
    private func save() throws -> TrainingState {
        var state = TrainingState(parameters: try runner.parameters())
        state.optimizer = runner.optimizerMemory
        (state.history, state.part, state.isStoppedEarly) = (history, part, isStoppedEarly)
        state.part.predictions = trainingLog?.predictions ?? []
        (state.best, state.patientSince) = (watch?.best, watch?.patientSince ?? 0)
        if let checkpoint = options.checkpoint { try save(state, in: checkpoint) }
        return state
    }

    /// An interrupt breaks off what is being written, but nothing that is begun after it: so the second try is whole.
    private func save(_ state: TrainingState, in checkpoint: any CheckpointWriter) throws {
        let saved: Void? = try unlessInterrupted { try checkpoint.save(state, epochs: options.epochs) }
        if saved == nil { try checkpoint.save(state, epochs: options.epochs) }
    }

    /// The rate in the middle of a step, so that neither a rise from 0 nor a fall to 0 wastes one.
    private func rate(_ epoch: Int, _ batches: Range<Int>) -> Double {
        let middle = Double(batches.lowerBound) + 0.5 * Double(batches.count)
        let done = Double(epoch - 1) + middle / Double(training.batches)
        return options.optimizer.rate.rate(done: done, of: Double(options.epochs))
    }
}

// MARK: - Figures

extension TrainingLoop {
    private mutating func validate(into record: inout EpochRecord) throws {
        guard let validation else { return }
        let runner = runner
        validationLog?.restart()
        var sum = 0.0
        for batch in 0..<validation.batches {
            sum += try runner.judge(validation, batch: batch) * Double(validation.size(ofBatch: batch))
            try validationLog?.append(from: runner)
        }
        record.validationLoss = sum / Double(max(1, validation.rows))
        record.validationMetrics = try figures(validationLog, validation)
    }

    private func figures(_ log: PredictionLog?, _ source: BatchSource) throws -> [EpochRecord.Figure] {
        guard let log else { return [] }
        let predictions = try log.tensor()
        let targets = try source.targetsInOrder()
        return try options.metrics.map { .init(name: $0.name, value: try $0.compute(predictions, targets)) }
    }

    private func notFinite(_ loss: Double, _ epoch: Int, _ batch: Int) -> Fault {
        let place = (try? runner.parameters()).flatMap { firstNotFinite(in: setup.stages, training, batch: batch, $0) }
        return Fault(
            .numeric,
            "the loss became \(loss.isNaN ? "NaN" : "infinite") in epoch \(epoch), batch \(batch + 1) of "
                + "\(training.batches)",
            notes: place.map { [$0] } ?? [],
            help: "try a smaller learning rate, or bound the gradient with `clip: 1.0`")
    }
}

extension TrainingSetup {
    fileprivate func runner(from state: TrainingState) throws -> any TrainingRunner {
        switch form {
        case .planned(let graphs): try PlannedRunner(graphs, self, from: state)
        case .taped(let network, _): try TapeRunner(network, self, from: state)
        }
    }
}

/// Nil if a kernel was interrupted: what was learnt before is whole.
private func unlessInterrupted<T>(_ body: () throws -> T?) throws -> T? {
    do {
        return try body()
    } catch let fault as Fault where fault.kind == .interrupt {
        return nil
    }
}
