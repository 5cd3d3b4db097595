/// How far a training is, as it is reported while it runs.
package struct Progress: Hashable, Sendable {
    /// From 1.
    package var epoch: Int
    package var epochs: Int
    /// Batches done in this epoch.
    package var batch: Int
    package var batches: Int
    /// The mean over this epoch's rows so far.
    package var loss: Double
    /// The figures of the epoch, once it is done.
    package var record: EpochRecord?
    package var rowsPerSecond: Double
    package var secondsLeft: Double
}

/// One row of the history.
package struct EpochRecord: Hashable, Sendable {
    /// From 1.
    package var epoch: Int
    package var loss: Double
    package var validationLoss: Double?
    package var metrics: [Figure] = []
    package var validationMetrics: [Figure] = []
    /// The learning rate of the epoch's last step.
    package var rate = 0.0
    package var seconds = 0.0

    package init(epoch: Int, loss: Double) {
        self.epoch = epoch
        self.loss = loss
    }

    package struct Figure: Hashable, Sendable {
        package var name: String
        package var value: Double

        package init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    /// The figure in this column of the history: `loss`, `val_loss`, `accuracy`, `val_accuracy`.
    package subscript(column name: String) -> Double? { columns.first { $0.name == name }?.value }

    /// All figures that training gives, by the names of their columns.
    package var columns: [Figure] {
        var all = [Figure(name: "loss", value: loss)] + metrics
        if let validationLoss { all.append(Figure(name: "val_loss", value: validationLoss)) }
        return all + validationMetrics.map { Figure(name: "val_" + $0.name, value: $0.value) }
    }
}
