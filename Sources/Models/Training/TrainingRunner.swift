import Tensors

/// What one pass over a batch is made of, whether a plan computes it or the tape.
protocol TrainingRunner: AnyObject {
    /// The mean loss over a batch and its gradients; the parameters stay as they are.
    func learn(_ source: BatchSource, batch: Int, _ part: StepPart) throws -> Double

    /// Moves the parameters along the mean gradient of the step's batches, and takes over the states that they left.
    func update(rate: Double) throws

    /// Forgets what `learn` left of a step that was broken off before its update.
    func abandonStep()

    /// The mean loss over a batch as inference sees it.
    func judge(_ source: BatchSource, batch: Int) throws -> Double

    /// What the network gave for the last batch, as floats in row-major order.
    func withPrediction<R>(_ body: (UnsafeBufferPointer<Float>) throws -> R) throws -> R

    /// The sizes of one row of what the network gives.
    var predictionSizes: [Int] { get }

    /// The parameters and states as they are now. No kernel makes the copy, so that it can't be interrupted.
    func parameters() throws -> ParameterStore

    /// What the optimizer remembers now.
    var optimizerMemory: OptimizerMemory { get }
}

/// A batch as a part of the step that it belongs to.
struct StepPart {
    /// How many of the step's batches come before it.
    let place: Int
    /// Its share of the step's rows.
    let share: Float

    /// The only batch of a step.
    static let whole = StepPart(place: 0, share: 1)
}

/// The predictions of one pass over all rows, put together batch by batch so that metrics see them at once.
struct PredictionLog {
    private var elements: [Float] = []
    private var filled = 0
    private let sizes: [Int]

    init(rows: Int, sizes: [Int]) {
        self.sizes = sizes
        elements = Array(repeating: 0, count: rows * sizes.reduce(1, *))
    }

    mutating func restart() { filled = 0 }

    /// What has been taken over since the last restart.
    var predictions: [Float] { Array(elements.prefix(filled)) }

    /// Forgets the rows from this one on: those of a step that was broken off.
    mutating func keep(rows: Int) { filled = min(filled, rows * sizes.reduce(1, *)) }

    /// Goes on behind the predictions of a part of an epoch.
    mutating func restore(_ predictions: [Float]) {
        filled = min(predictions.count, elements.count)
        elements.replaceSubrange(..<filled, with: predictions.prefix(filled))
    }

    /// Takes over what the runner gave for its last batch.
    mutating func append(from runner: any TrainingRunner) throws {
        try runner.withPrediction { batch in
            for value in batch where filled < elements.count {
                elements[filled] = value
                filled += 1
            }
        }
    }

    func tensor() throws -> Tensor {
        let rowCount = filled / max(1, sizes.reduce(1, *))
        return try Tensor(predictions, sizes: [rowCount] + sizes)
    }
}
