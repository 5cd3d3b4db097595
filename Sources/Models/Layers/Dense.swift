import Graphs
import Signatures
import Tensors

/// A weighted sum of all inputs for each unit: `activation(x @ weight + bias)`, over the last axis.
package struct Dense: Stage {
    package let units: Int
    package let activation: Activation?
    package let hasBias: Bool
    package let key: RandomKey?

    package var name: String { "dense" }
    package var details: String { activation.map { "\(units), \($0.name)" } ?? "\(units)" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        let width = try context.known(-1, of: x, "last size")
        let start = Activation.initializer(activation, fanIn: width, fanOut: units)
        var y = try context.floating(x).matmul(context.parameter("weight", [width, units], start))
        if hasBias { y = try y + context.parameter("bias", [units], .zeros) }
        return try activation?.forward(y, context) ?? y
    }
}

extension LayerKind {
    static let dense = LayerKind(
        "dense",
        [Parameter("units", .int), .activation, Parameter("bias", .bool, .named, default: .bool(true))],
        """
        A fully connected layer: `activation(x @ weight + bias)` over the last axis.

        The weight starts as Glorot and Bengio's uniform, or as He's normal before a rectifier; the bias at 0.
        """, example: "dense(32, relu) >> dense(3, softmax)", related: ["conv2d", "fit"]
    ) { settings in
        Dense(
            units: try settings.count("units"), activation: try settings.activation(),
            hasBias: try settings.bool("bias"), key: settings.key)
    }
}
