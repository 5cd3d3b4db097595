import Glibc

/// Times a training, and makes its reports: often enough to be watched, seldom enough to cost nothing.
struct ProgressMeter {
    private let epochs: Int
    private let rows: Int
    /// Rows that were through before, in all epochs.
    private let rowsBefore: Double
    private let start = now()
    private var lastReport = 0.0

    /// Seconds between two reports within an epoch.
    private static let interval = 0.1

    init(epochs: Int, rows: Int, rowsBefore: Double) {
        self.epochs = epochs
        self.rows = rows
        self.rowsBefore = rowsBefore
    }

    /// Seconds since the start.
    var seconds: Double { Self.now() - start }

    /// The report after a batch, if one is due. `sum` is the loss summed over the epoch's rows so far.
    mutating func due(_ epoch: Int, _ batch: Int, of batches: Int, rows done: Int, sum: Double) -> Progress? {
        let elapsed = seconds
        guard elapsed - lastReport >= Self.interval, batch < batches else { return nil }
        lastReport = elapsed
        return progress(epoch, batch, of: batches, rows: done, loss: sum / Double(max(1, done)), elapsed)
    }

    /// The report at the end of an epoch.
    mutating func finished(_ record: EpochRecord, batches: Int) -> Progress {
        lastReport = seconds
        var progress = progress(
            record.epoch, batches, of: batches, rows: rows, loss: record.loss, lastReport)
        progress.record = record
        return progress
    }

    private func progress(
        _ epoch: Int, _ batch: Int, of batches: Int, rows done: Int, loss: Double, _ elapsed: Double
    ) -> Progress {
        let doneInAll = Double(epoch - 1) * Double(rows) + Double(done)
        let rate = (doneInAll - rowsBefore) / max(elapsed, 1e-9)
        let left = Double(epochs) * Double(rows) - doneInAll
        return Progress(
            epoch: epoch, epochs: epochs, batch: batch, batches: batches, loss: loss, record: nil,
            rowsPerSecond: rate, secondsLeft: left / max(rate, 1e-9))
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
