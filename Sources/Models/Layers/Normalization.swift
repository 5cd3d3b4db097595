import Graphs
import Signatures
import Tensors

/// Scales each channel, the last axis, to mean 0 and variance 1 over the batch (Ioffe and Szegedy, ICML 2015).
///
/// In training the batch's own statistics are used and flow into running means, which inference uses. They are
/// states of the network, so a forward pass reads and gives them, and changes nothing by itself.
package struct BatchNorm: Stage {
    /// How much of the running statistics each batch leaves.
    package let momentum: Double
    package let epsilon: Double

    package var name: String { "batch_norm" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard x.rank >= 2 else { throw context.mismatch(x, needs: "a batch with at least 2 axes") }
        let channels = try context.known(-1, of: x, "last size")
        let scale = try context.parameter("scale", [channels], .ones)
        let offset = try context.parameter("offset", [channels], .zeros)
        let (mean, variance) = try statistics(context.floating(x), channels, context)
        return try (x - mean) / (variance + epsilon).sqrt() * scale + offset
    }

    private func statistics(
        _ x: Var, _ channels: Int, _ context: ForwardContext
    ) throws -> (mean: Var, variance: Var) {
        let runningMean = try context.state("mean", [channels], .zeros)
        let runningVariance = try context.state("variance", [channels], .ones)
        guard context.usesBatchStatistics else { return (runningMean, runningVariance) }
        let axes = Array(0..<x.rank - 1)
        let mean = try x.mean(axes)
        let variance = try (x - mean).square().mean(axes)
        try context.setState("mean", to: runningMean * momentum + mean * (1 - momentum))
        try context.setState("variance", to: runningVariance * momentum + variance * (1 - momentum))
        return (mean, variance)
    }
}

/// Scales each row's last axis to mean 0 and variance 1 (Ba, Kiros and Hinton 2016).
package struct LayerNorm: Stage {
    package let epsilon: Double

    package var name: String { "layer_norm" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let width = try context.known(-1, of: x, "last size")
        let scale = try context.parameter("scale", [width], .ones)
        let offset = try context.parameter("offset", [width], .zeros)
        return try context.floating(x).normalized([-1], epsilon: epsilon) * scale + offset
    }
}

extension LayerKind {
    static let batchNorm = LayerKind(
        "batch_norm", [Parameter("momentum", .float, .named, default: .float(0.9)), .epsilon],
        """
        Scales each channel to mean 0 and variance 1 over the batch, then by a learnt scale and offset.

        In training, running statistics keep the share `momentum` of themselves at each batch; `predict` uses them.
        """, example: "dense(32) >> batch_norm() >> dense(3)", related: ["layer_norm"]
    ) { settings in
        BatchNorm(momentum: try settings.float("momentum", in: 0...1), epsilon: try settings.epsilon())
    }

    static let layerNorm = LayerKind(
        "layer_norm", [.epsilon],
        "Scales the last axis of each row to mean 0 and variance 1, then by a learnt scale and offset.",
        example: "dense(32) >> layer_norm()", related: ["batch_norm"]
    ) { LayerNorm(epsilon: try $0.epsilon()) }
}

extension Parameter {
    fileprivate static let epsilon = Parameter("epsilon", .float, .named, default: .float(1e-5))
}

extension Settings {
    fileprivate func epsilon() throws -> Double { try float("epsilon", in: 0...1) }
}
