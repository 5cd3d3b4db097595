import Signatures

/// One row of the loss table. In a script each is also a function, `mse(prediction, target)`.
package struct LossKind: Sendable {
    /// The call on tensors: prediction and target, then the loss's own settings.
    package let signature: Signature
    /// Makes the loss from the settings of `signature` that come after the two tensors.
    package let build: @Sendable (Settings) throws -> Loss.Rule

    package var name: String { signature.name }

    private init(
        _ name: String, _ settings: [Parameter], _ documentation: String, example: String,
        related: [String], build: @escaping @Sendable (Settings) throws -> Loss.Rule
    ) {
        let tensors = [Parameter("prediction", .tensorLike), Parameter("target", .tensorLike)]
        signature = Signature(
            name, tensors + settings, documentation, example: example, related: related)
        self.build = build
    }

    package func loss(_ settings: Settings) throws -> Loss { Loss(name: name, rule: try build(settings)) }

    /// With the settings that it has unless others are given.
    package func standard() throws -> Loss { try loss(Settings(signature)) }

    package static let all: [LossKind] = [.mse, .mae, .huber, .bce, .crossEntropy]

    package static func named(_ name: String) -> LossKind? { all.first { $0.name == name } }

    package static let mse = LossKind(
        "mse", [], "The mean of the squared differences.", example: "mse([1.0, 2.0], [1.5, 2.0])",
        related: ["mae", "huber", "rmse"]
    ) { _ in .mse }

    package static let mae = LossKind(
        "mae", [], "The mean of the absolute differences.", example: "mae([1.0, 2.0], [1.5, 2.0])",
        related: ["mse", "huber"]
    ) { _ in .mae }

    package static let huber = LossKind(
        "huber", [Parameter("delta", .float, .named, default: .float(1))],
        "Half the squared difference up to `delta`, and linear beyond, so that outliers weigh less; the mean.",
        example: "huber([1.0, 2.0], [1.5, 9.0])", related: ["mse", "mae"]
    ) { settings in
        let delta = try settings.float("delta")
        guard delta > 0 else { throw settings.wrong("delta", "a number above 0", found: "\(delta)") }
        return .huber(delta: delta)
    }

    package static let bce = LossKind(
        "bce", [.logits],
        """
        Binary cross-entropy: how surprising the targets, 0 or 1, are under the given probabilities; the mean.

        With `logits: true` the prediction is what would go into a sigmoid.
        """, example: "bce([0.9, 0.2], [1, 0])", related: ["cross_entropy", "sigmoid"]
    ) { .bce(logits: try $0.bool("logits")) }

    package static let crossEntropy = LossKind(
        "cross_entropy", [.logits],
        """
        Cross-entropy over the last axis: how surprising the right class is under the given probabilities; the mean.

        The target holds a class number for each row, or has the prediction's shape. With `logits: true` the
        prediction is what would go into a softmax.
        """, example: "cross_entropy([[0.9, 0.1], [0.2, 0.8]], [0, 1])", related: ["bce", "softmax"]
    ) { .crossEntropy(logits: try $0.bool("logits")) }
}

extension Parameter {
    fileprivate static let logits = Parameter("logits", .bool, .named, default: .bool(false))
}
