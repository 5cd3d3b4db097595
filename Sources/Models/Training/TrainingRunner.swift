import Tensors

/// What one pass over a batch is made of, whether a plan computes it or the tape.
protocol TrainingRunner: AnyObject {
    /// The mean loss over a batch and its gradients; the parameters stay as they are.
    func learn(_ source: BatchSource, batch: Int) throws -> Double

    /// Moves the parameters along the gradients of the last batch, and takes over the states that it left.
    func update(rate: Double) throws

    /// Forgets what `learn` left of a batch that was broken off before its update.
    func abandonBatch()

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
