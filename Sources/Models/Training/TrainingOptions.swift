import Tensors

/// How a network is to be trained.
package struct TrainingOptions {
    package var epochs = 10
    /// Rows a step; nil for what the optimizer prefers.
    package var batch: Int?
    /// How many batches one step of the optimizer takes together.
    package var accumulate = 1
    package var optimizer: Optimizer
    package var loss: Loss
    /// What is worked out at the end of each epoch, beside the loss.
    package var metrics: [TrainingMetric] = []
    package var validation = Validation.none
    package var shuffles = true
    package var earlyStop: EarlyStop?
    /// Where the state is kept, for a training that outlives the program.
    package var checkpoint: (any CheckpointWriter)?
    /// Asked before each batch; true ends the training with what has been learnt so far.
    package var isInterrupted: () -> Bool = { false }

    package init(optimizer: Optimizer, loss: Loss) {
        self.optimizer = optimizer
        self.loss = loss
    }

    /// The rows that are held back, to see how well the network does on what it has not learnt from.
    package enum Validation {
        case none
        /// This share of the rows, drawn at random.
        case share(Double)
        case set(inputs: Tensor, targets: Tensor)
    }

    /// The batch where none is asked for.
    static let usualBatch = 32

    func batch(of rows: Int) -> Int {
        max(1, min(rows, batch ?? (optimizer.takesAllRows ? rows : Self.usualBatch)))
    }
}

/// A figure that judges predictions, rows first, against targets.
package struct TrainingMetric {
    package var name: String
    package var isBetterHigher: Bool
    package var compute: (_ predictions: Tensor, _ targets: Tensor) throws -> Double

    package init(
        name: String, isBetterHigher: Bool,
        compute: @escaping (_ predictions: Tensor, _ targets: Tensor) throws -> Double
    ) {
        self.name = name
        self.isBetterHigher = isBetterHigher
        self.compute = compute
    }
}

/// Ends the training once a figure has stopped getting better, and goes back to where it was best.
package struct EarlyStop: Hashable, Sendable {
    /// How many epochs may go by without an improvement.
    package var patience: Int
    /// A column of the history: `val_loss`, `accuracy`; nil for `val_loss`, or `loss` without validation.
    package var metric: String?
    /// What counts as an improvement is more than this.
    package var least: Double

    package init(patience: Int = 5, metric: String? = nil, least: Double = 0) {
        self.patience = patience
        self.metric = metric
        self.least = least
    }
}
