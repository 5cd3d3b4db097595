import Frames
import Tensors

/// How a pipeline is to be fitted. What is nil is chosen by the target and the network's end.
package struct FitOptions {
    /// The columns to learn from; nil for all but the target.
    package var features: [String]?
    package var validation = Validation.none
    package var epochs: Int?
    package var batch: Int?
    /// How many batches one step of the optimizer takes together.
    package var accumulate = 1
    package var optimizer: Optimizer?
    package var loss: Loss?
    /// Names of rows of the table of metrics, worked out each epoch.
    package var metrics: [String]?
    package var shuffles = true
    package var earlyStop: EarlyStop?
    /// Where the training of a network is kept, so that it can go on after the program was killed.
    package var checkpoint: (any CheckpointWriter)?
    /// Draws the parameters, the order of rows, dropout and the validation rows.
    package var key: RandomKey
    /// Told what was chosen without being asked for, before training starts.
    package var announce: (String) -> Void = { _ in }
    package var report: (Progress) throws -> Void = { _ in }
    package var isInterrupted: () -> Bool = { false }

    package init(key: RandomKey) { self.key = key }

    /// The rows that are held back, to see how well the model does on what it has not learnt from.
    package enum Validation {
        case none
        /// This share of the rows, drawn at random.
        case share(Double)
        case frame(Frame)
        case tensors(inputs: Tensor, targets: Tensor)
    }
}
