import Signatures

/// One row of the optimizer table.
package struct OptimizerKind: Sendable {
    package let signature: Signature
    package let build: @Sendable (Settings) throws -> Optimizer

    package var name: String { signature.name }

    private init(
        _ name: String, rate: Double, _ parameters: [Parameter], _ documentation: String, example: String,
        rule: @escaping @Sendable (Settings) throws -> Optimizer.Rule
    ) {
        let rate = Parameter("rate", .oneOf([.number, .schedule]), default: .float(rate))
        signature = Signature(
            name, [rate] + parameters + [.decay(name == "adamw" ? 0.01 : 0), .clip], returns: .optimizer,
            documentation,
            example: example, related: ["fit", "cosine", "warmup"])
        build = { settings in
            var optimizer = Optimizer(
                name: name, rule: try rule(settings), rate: try settings.schedule("rate"))
            optimizer.decay = try settings.weightDecay()
            if settings.isGiven("clip") { optimizer.clip = try settings.positive("clip") }
            optimizer.takesAllRows = name == "gd"
            if parameters.contains(.lazy) { optimizer.isLazy = try settings.bool("lazy") }
            return optimizer
        }
    }

    package static let all: [OptimizerKind] = [.gd, .sgd, .momentum, .adam, .adamw]

    package static func named(_ name: String) -> OptimizerKind? { all.first { $0.name == name } }

    static let gd = OptimizerKind(
        "gd", rate: 0.01, [],
        "Gradient descent: each step uses the gradient over all rows, unless `fit` is given a `batch`.",
        example: "gd(0.1)"
    ) { _ in .descent }

    static let sgd = OptimizerKind(
        "sgd", rate: 0.01,
        [Parameter("momentum", .float, default: .float(0)), .nesterov(false)],
        "Stochastic gradient descent: each step uses the gradient over one batch, with momentum if that is given.",
        example: "sgd(0.05, momentum: 0.9)"
    ) { settings in
        let share = try settings.float("momentum", in: 0...1)
        return share == 0 ? .descent : .momentum(Float(share), nesterov: try settings.bool("nesterov"))
    }

    static let momentum = OptimizerKind(
        "momentum", rate: 0.01,
        [Parameter("momentum", .float, default: .float(0.9)), .nesterov(false)],
        "Gradient descent along a decaying sum of past gradients.", example: "momentum(0.05, nesterov: true)"
    ) { .momentum(Float(try $0.float("momentum", in: 0...1)), nesterov: try $0.bool("nesterov")) }

    static let adam = OptimizerKind(
        "adam", rate: 0.001, [.beta1, .beta2, .epsilon, .lazy],
        """
        Adam: steps scaled by running means of the gradient and of its square.

        `decay`, if given, shrinks parameters apart from the gradient, as `adamw` does. With `lazy: true` the rows of an
        `embedding` that a batch does not look up stay as they are, and so do their means: much faster for large ones.
        """, example: "adam(0.01)", rule: adamRule)

    static let adamw = OptimizerKind(
        "adamw", rate: 0.001, [.beta1, .beta2, .epsilon, .lazy],
        """
        Adam with weight decay apart from the gradient: each step also shrinks parameters by `rate * decay`.

        A record of shares shrinks groups of parameters alone: `decay: {weight: 0.05}` those with `weight` in their path.
        """, example: "adamw(0.001, decay: {weight: 0.05})", rule: adamRule)

    private static let adamRule: @Sendable (Settings) throws -> Optimizer.Rule = { settings in
        .adam(
            beta1: try settings.share("beta1"), beta2: try settings.share("beta2"),
            epsilon: try settings.positive("epsilon"))
    }
}

extension Parameter {
    fileprivate static func decay(_ value: Double) -> Parameter {
        Parameter("decay", .oneOf([.float, .record]), .named, default: .float(value))
    }
    fileprivate static let clip = Parameter(
        "clip", .optional(.float), .named, default: Parameter.Default.none)
    fileprivate static func nesterov(_ value: Bool) -> Parameter {
        Parameter("nesterov", .bool, .named, default: .bool(value))
    }
    fileprivate static let lazy = Parameter("lazy", .bool, .named, default: .bool(false))
    fileprivate static let beta1 = Parameter("beta1", .float, .named, default: .float(0.9))
    fileprivate static let beta2 = Parameter("beta2", .float, .named, default: .float(0.999))
    fileprivate static let epsilon = Parameter("epsilon", .float, .named, default: .float(1e-8))
}

extension Settings {
    /// A share for all parameters, or a record of shares by a name in the parameters' paths.
    fileprivate func weightDecay() throws -> WeightDecay {
        guard let shares = try numbers("decay") else {
            return WeightDecay(try float("decay", in: 0...(.infinity)))
        }
        let groups = shares.map { WeightDecay.Group(name: $0.name, share: $0.value) }
        for group in groups where !(group.share >= 0 && group.share.isFinite) {
            throw wrong("decay", "shares of at least 0", found: "\(group.share) for `\(group.name)`")
        }
        return WeightDecay(groups: groups)
    }

    fileprivate func positive(_ name: String) throws -> Double {
        let value = try float(name)
        guard value > 0 else { throw wrong(name, "a number above 0", found: "\(value)") }
        return value
    }

    /// A number from 0 up to but without 1.
    fileprivate func share(_ name: String) throws -> Double {
        let value = try float(name)
        guard value >= 0, value < 1 else { throw wrong(name, "a number from 0 up to 1", found: "\(value)") }
        return value
    }
}
