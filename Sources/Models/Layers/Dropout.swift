import Graphs
import Signatures
import Tensors

/// In training, sets each element to 0 with a chance of `rate`, and scales the others so that the mean stays
/// (Srivastava et al., JMLR 2014); otherwise gives its input.
package struct Dropout: Stage {
    package let rate: Double

    package var name: String { "dropout" }
    package var details: String { "\(rate)" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard context.training, rate > 0 else { return x }
        let kept = try x.emitter.emit(
            .bernoulli, context.randomKey(), attributes: [.sizes(x.shape), .float(1 - rate)])
        return try kept.select(context.floating(x) / (1 - rate), 0)
    }
}

extension LayerKind {
    static let dropout = LayerKind(
        "dropout", [Parameter("rate", .float, default: .float(0.5))],
        "In training, sets each element to 0 with a chance of `rate` and scales the others by 1 / (1 − rate).",
        example: "dense(64, relu) >> dropout(0.3)", related: ["batch_norm"]
    ) { settings in
        let rate = try settings.float("rate")
        guard rate >= 0, rate < 1 else {
            throw settings.wrong("rate", "a number from 0 up to 1", found: "\(rate)")
        }
        return Dropout(rate: rate)
    }
}
