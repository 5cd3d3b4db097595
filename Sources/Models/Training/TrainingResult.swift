import Graphs
import Signatures

/// What training gives.
package struct TrainingResult {
    package enum End: Hashable, Sendable {
        case completed
        /// Nothing got better for a while; the parameters are those of the best epoch.
        case stoppedEarly(best: Int)
        case interrupted
    }

    package var parameters: ParameterStore
    package var history: [EpochRecord]
    package var end: End
    /// A row for each stage of the network.
    package var layers: [LayerSummary]
    /// Why the network was run op by op, rather than by a plan; nil if it was planned.
    package var unplannedBecause: Fault?
    package var seconds: Double

    package var isPlanned: Bool { unplannedBecause == nil }
}
