import Graphs
import Signatures

/// A training and where it stands: what `train` gives, and what can go on to the same bits as if it had not stopped.
///
/// It holds on to the rows that it learns from, and to the optimizer's running means.
package struct TrainingRun {
    package enum End: Hashable, Sendable {
        case completed
        /// Nothing got better for a while; the parameters are those of the best epoch.
        case stoppedEarly(best: Int)
        case interrupted
    }

    package var setup: TrainingSetup
    package var state: TrainingState

    package init(setup: TrainingSetup, state: TrainingState) {
        self.setup = setup
        self.state = state
    }

    package var history: [EpochRecord] { state.history }

    package var end: End {
        if state.isStoppedEarly { return .stoppedEarly(best: state.best?.epoch ?? history.count) }
        return history.count >= setup.options.epochs ? .completed : .interrupted
    }

    /// What the network is to predict with.
    package var parameters: ParameterStore {
        if end != .interrupted, let best = state.best { return best.parameters }
        return state.parameters
    }

    /// A row for each stage of the network.
    package var layers: [LayerSummary] { setup.layers }

    /// Why the network is run op by op, rather than by a plan; nil if it is planned.
    package var unplannedBecause: Fault? {
        if case .taped(_, let reason) = setup.form { reason } else { nil }
    }

    package var isPlanned: Bool { unplannedBecause == nil }
}

extension TrainingRun {
    /// Trains to the end, or until it is interrupted.
    package func run(progress: @escaping (Progress) throws -> Void = { _ in }) throws -> TrainingRun {
        var loop = try TrainingLoop(self, report: progress)
        return TrainingRun(setup: setup, state: try loop.run())
    }

    /// The same with `epochs` more than are through, counting one that was broken off.
    ///
    /// After an early stop it goes on from where the training ended, and patience begins anew.
    package func extended(by epochs: Int) throws -> TrainingRun {
        let (total, overflow) = history.count.addingReportingOverflow(epochs)
        guard epochs >= 1, !overflow else { throw Fault(.value, "`epochs` must be at least 1") }
        var longer = self
        longer.setup.options.epochs = total
        if state.isStoppedEarly {
            longer.state.isStoppedEarly = false
            longer.state.patientSince = history.count
        }
        return longer
    }
}
