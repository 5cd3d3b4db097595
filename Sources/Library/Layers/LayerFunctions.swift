import Graphs
import Language
import Models
import Signatures
import Tensors

/// Functions on layers and their parameters.
enum LayerFunctions {
    static let all = [initialize, frozen, frozenTensor, trainable]

    static let initialize = Native(
        Signature(
            "init", [Parameter("net", .layer), Parameter("x", .tensorLike)], returns: .model,
            "Fixes a network's parameters for inputs like `x`: calling it then always uses the same ones.",
            example: "net = init(dense(2), ones(1, 3))\nshape(net(ones(4, 3)))", related: ["dense", "fit"])
    ) { arguments in
        let session = try arguments.session
        guard let stage = try session.stage(from: arguments[0]) else {
            throw arguments.wrongType(0, "a layer")
        }
        let context = ForwardContext(session.eager, key: stage.key ?? session.generator.next())
        _ = try context.run([stage], session.variable(arguments[1]))
        return .object(FixedNetwork(stage, context, in: session))
    }

    static let frozen = Native(
        Signature(
            "frozen", [Parameter("layer", .oneOf([.layer, .model]))], returns: .layer,
            "The layer, kept as it is while the network around it is trained.",
            example: "frozen(dense(4)) >> dense(2)", related: ["trainable"])
    ) { arguments in
        try fixed(arguments, isTrained: false)
    }

    static let frozenTensor = Native(
        Signature(
            "frozen", [Parameter("values", .tensorLike)], returns: .tensor(),
            "A tensor that a layer keeps in a field without training it.",
            example: "layer scaled(factor) { factors = frozen(ones(3) * factor); forward(x) = x * factors }",
            related: ["trainable"])
    ) { arguments in .object(FrozenTensor(try arguments.session.asTensorObject(arguments[0]))) }

    static let trainable = Native(
        Signature(
            "trainable", [Parameter("model", .oneOf([.layer, .model]))], returns: .layer,
            "The fitted model or frozen layer, to be trained further within a new network.",
            example: "trainable(frozen(dense(4))) >> dense(2)", related: ["frozen"])
    ) { arguments in
        if let model = arguments[0].model { return .pipeline(try Pipeline([.model(model, trainable: true)])) }
        return try fixed(arguments, isTrained: true)
    }

    private static func fixed(_ arguments: Arguments, isTrained: Bool) throws -> Value {
        if let model = arguments[0].model {
            return .pipeline(try Pipeline([.model(model, trainable: isTrained)]))
        }
        guard let stage = try arguments.session.stage(from: arguments[0]) else {
            throw arguments.wrongType(0, "a layer")
        }
        let inner = stage as? FixedStage
        return .pipeline(
            try Pipeline([
                .stage(
                    FixedStage(
                        inner?.stage ?? stage, parameters: inner?.parameters ?? ParameterStore(),
                        isTrained: isTrained))
            ]))
    }
}

extension Session {
    func asTensorObject(_ value: Value) throws -> Value {
        .object(TensorObject(eager.constant(try tensor(from: value, at: 0))))
    }
}
