import Signatures
import Tensors

/// Epochs of batches: the order of things, apart from how a batch is computed.
struct TrainingLoop {
    let options: TrainingOptions
    let runner: any TrainingRunner
    var training: BatchSource
    var validation: BatchSource?
    let report: (Progress) throws -> Void
    /// Says where a value that is not finite first appears; called once the loss is such.
    let diagnose: (_ source: BatchSource, _ batch: Int, _ parameters: ParameterStore) -> String?

    private(set) var history: [EpochRecord] = []
    private(set) var end = TrainingResult.End.completed
    var seconds: Double { meter.seconds }
    private var watch: EarlyStopWatch?
    private var trainingLog: PredictionLog?
    private var validationLog: PredictionLog?
    private var meter: ProgressMeter

    init(
        _ options: TrainingOptions, _ runner: any TrainingRunner, training: BatchSource,
        validation: BatchSource?, report: @escaping (Progress) throws -> Void,
        diagnose: @escaping (BatchSource, Int, ParameterStore) -> String?
    ) {
        self.options = options
        self.runner = runner
        self.training = training
        self.validation = validation
        self.report = report
        self.diagnose = diagnose
        meter = ProgressMeter(epochs: options.epochs, rows: training.rows)
        watch = options.earlyStop.map {
            EarlyStopWatch($0, metrics: options.metrics, hasValidation: validation != nil)
        }
        guard !options.metrics.isEmpty else { return }
        trainingLog = PredictionLog(rows: training.rows, sizes: runner.predictionSizes)
        validationLog = validation.map { PredictionLog(rows: $0.rows, sizes: runner.predictionSizes) }
    }

    /// Trains, and gives the parameters that it ends with.
    mutating func run() throws -> ParameterStore {
        var epoch = 1
        while epoch <= options.epochs {
            guard let record = try unlessInterrupted({ try runEpoch(epoch) }) else {
                end = .interrupted
                break
            }
            history.append(record)
            try report(meter.finished(record, batches: training.batches))
            let runner = runner
            if try watch?.shouldStop(record, parameters: { try runner.parameters() }) == true {
                end = .stoppedEarly(best: watch?.best?.epoch ?? epoch)
                break
            }
            epoch += 1
        }
        if let best = watch?.best, end != .interrupted { return best.parameters }
        return try runner.parameters()
    }

    /// One epoch's figures; nil if it was interrupted.
    private mutating func runEpoch(_ epoch: Int) throws -> EpochRecord? {
        let start = meter.seconds
        training.begin(epoch: epoch)
        trainingLog?.restart()
        var sum = 0.0
        for batch in 0..<training.batches {
            if options.isInterrupted() { return nil }
            sum += try learn(epoch, batch) * Double(training.size(ofBatch: batch))
            let rows = batch * training.batch + training.size(ofBatch: batch)
            if let progress = meter.due(epoch, batch + 1, of: training.batches, rows: rows, sum: sum) {
                try report(progress)
            }
        }
        var record = EpochRecord(epoch: epoch, loss: sum / Double(max(1, training.rows)))
        record.rate = rate(epoch, training.batches - 1)
        record.metrics = try figures(trainingLog, training)
        try validate(into: &record)
        record.seconds = meter.seconds - start
        return record
    }

    /// One step; gives the loss before it.
    private mutating func learn(_ epoch: Int, _ batch: Int) throws -> Double {
        let loss = try runner.learn(training, batch: batch)
        guard loss.isFinite else { throw notFinite(loss, epoch, batch) }
        try trainingLog?.append(from: runner)
        try runner.update(rate: rate(epoch, batch))
        return loss
    }

    /// The rate in the middle of a step, so that neither a rise from 0 nor a fall to 0 wastes one.
    private func rate(_ epoch: Int, _ batch: Int) -> Double {
        let done = Double(epoch - 1) + (Double(batch) + 0.5) / Double(training.batches)
        return options.optimizer.rate.rate(done: done, of: Double(options.epochs))
    }

    private mutating func validate(into record: inout EpochRecord) throws {
        guard let validation else { return }
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
        var notes: [String] = []
        if let place = (try? runner.parameters()).flatMap({ diagnose(training, batch, $0) }) {
            notes.append(place)
        }
        return Fault(
            .numeric,
            "the loss became \(loss.isNaN ? "NaN" : "infinite") in epoch \(epoch), batch \(batch + 1) of "
                + "\(training.batches)",
            notes: notes, help: "try a smaller learning rate, or bound the gradient with `clip: 1.0`")
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
