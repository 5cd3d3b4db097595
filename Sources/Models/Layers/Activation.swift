import Graphs
import Signatures

/// What follows a layer's weighted sum: an activation by name, or any stage without a shape of its own.
package struct Activation: Stage {
    package let name: String
    private let apply: (Var, ForwardContext) throws -> Var

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var { try apply(x, context) }

    /// An activation by one of the names of the table.
    package init(named name: String) throws {
        guard let row = ActivationKind.named(name) else {
            throw Fault.unknown("activation", name, among: ActivationKind.all.map(\.name))
        }
        self.name = name
        apply = { x, _ in try row.apply(x) }
    }

    /// A function of the user's.
    init(_ stage: any Stage) {
        name = stage.name
        apply = { x, context in try stage.forward(x, context) }
    }

    /// Rectifiers pass half of their input, which the weights before them make up for.
    static func initializer(_ activation: Activation?, fanIn: Int, fanOut: Int) -> Initializer {
        let isRectifier = activation.flatMap { ActivationKind.named($0.name) }?.isRectifier ?? false
        return isRectifier ? .heNormal(fanIn: fanIn) : .glorotUniform(fanIn: fanIn, fanOut: fanOut)
    }
}

/// One row of the table of activations: functions that a script can name, as layers see them.
package struct ActivationKind: Sendable {
    package let name: String
    let isRectifier: Bool
    let apply: @Sendable (Var) throws -> Var

    private init(_ name: String, isRectifier: Bool = false, _ apply: @escaping @Sendable (Var) throws -> Var) {
        self.name = name
        self.isRectifier = isRectifier
        self.apply = apply
    }

    package static let all: [ActivationKind] = [
        ActivationKind("relu", isRectifier: true) { try $0.relu() },
        ActivationKind("gelu", isRectifier: true) { try $0.gelu() },
        ActivationKind("silu", isRectifier: true) { try $0 * $0.sigmoid() },
        ActivationKind("softplus", isRectifier: true) { try $0.softplus() },
        ActivationKind("tanh") { try $0.tanh() },
        ActivationKind("sigmoid") { try $0.sigmoid() },
        ActivationKind("softmax") { try $0.softmax() },
        ActivationKind("log_softmax") { try $0.logSoftmax() },
    ]

    package static func named(_ name: String) -> ActivationKind? { all.first { $0.name == name } }
}

extension Settings {
    /// An activation by name, or a function as one; nil for none.
    func activation(_ name: String = "activation") throws -> Activation? {
        switch self[name] {
        case .none: return nil
        case .string(let text): return try Activation(named: text)
        case .stage(let stage): return Activation(stage)
        default: throw wrong(name, "an activation, such as `relu`")
        }
    }
}

extension Parameter {
    static let activation = Parameter(
        "activation", .oneOf([.function, .layer, .string, .none]), default: Parameter.Default.none,
        offers: .functions(ActivationKind.all.map(\.name)))
}
