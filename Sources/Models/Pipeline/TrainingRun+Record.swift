import Frames

extension TrainingRun {
    /// A row an epoch: `epoch`, `loss`, the metrics, the same of the validation rows, and the learning rate.
    func historyFrame() throws -> Frame {
        let names = history.first?.columns.map(\.name) ?? []
        let figures = names.map { name in
            (name: name, column: Column(history.map { $0[column: name] }))
        }
        let epochs = [(name: "epoch", column: Column(history.map(\.epoch)))]
        let rates = [(name: "rate", column: Column(history.map(\.rate)))]
        return try Frame(epochs + figures + rates, rowCount: history.count)
    }

    /// How the training ended, if not as planned.
    var ending: String? {
        switch end {
        case .completed: nil
        case .stoppedEarly(let best): "stopped early, with the parameters of epoch \(best)"
        case .interrupted: "interrupted \(place); `resume` goes on from there"
        }
    }

    private var place: String {
        let total = setup.options.epochs
        guard state.part.batches > 0 else { return "after \(history.count) of \(total) epochs" }
        let batches = setup.data.training.batches
        return "in epoch \(history.count + 1) of \(total), after \(state.part.batches) of \(batches) batches"
    }
}
