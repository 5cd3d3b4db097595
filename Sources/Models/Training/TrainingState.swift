import Tensors

/// Where a training stands between two batches. With its setup it decides every bit of what comes next.
package struct TrainingState: Sendable {
    /// What the network has now: trained, frozen and running tensors.
    package var parameters: ParameterStore
    package var optimizer = OptimizerMemory()
    /// The epochs that are through.
    package var history: [EpochRecord] = []
    /// The part of the next epoch that is through, if it was broken off.
    package var part = EpochPart()
    /// The best epoch so far, where one is looked for.
    package var best: BestEpoch?
    /// Early stopping counts its patience from this epoch on, or from a later best one.
    package var patientSince = 0
    package var isStoppedEarly = false

    package init(parameters: ParameterStore) { self.parameters = parameters }
}

/// What an optimizer remembers.
package struct OptimizerMemory: Sendable {
    /// How many steps it has taken; they number the random keys of batches too.
    package var steps = 0
    /// The rule's running means, one after another, each as long as all trained parameters; empty before a step.
    package var means: [Float] = []

    package init(steps: Int = 0, means: [Float] = []) {
        self.steps = steps
        self.means = means
    }
}

/// The batches of one epoch that have been learnt from.
package struct EpochPart: Sendable {
    package var batches = 0
    /// The loss, summed over their rows.
    package var lossSum = 0.0
    /// What the network gave for their rows, where metrics are to judge it.
    package var predictions: [Float] = []

    package init(batches: Int = 0, lossSum: Double = 0, predictions: [Float] = []) {
        self.batches = batches
        self.lossSum = lossSum
        self.predictions = predictions
    }
}

package struct BestEpoch: Sendable {
    package var epoch: Int
    package var value: Double
    package var parameters: ParameterStore

    package init(epoch: Int, value: Double, parameters: ParameterStore) {
        self.epoch = epoch
        self.value = value
        self.parameters = parameters
    }
}
