import Graphs
import Signatures
import Tensors

/// Learnt filters over every window of images [batch, height, width, channel].
package struct Conv2D: Stage {
    package let filters: Int
    package let size: (Int, Int)
    package let stride: (Int, Int)
    package let padding: String
    package let activation: Activation?
    package let hasBias: Bool
    package let key: RandomKey?

    package var name: String { "conv2d" }
    package var details: String {
        "\(filters), \(size.0) × \(size.1)" + (activation.map { ", \($0.name)" } ?? "")
    }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        try context.requireImages(x)
        let channels = try context.known(-1, of: x, "number of channels")
        let window = size.0 * size.1
        let start = Activation.initializer(activation, fanIn: window * channels, fanOut: window * filters)
        let weight = try context.parameter("weight", [size.0, size.1, channels, filters], start)
        var y = try x.emitter.emit(
            .conv2d, context.floating(x), weight,
            attributes: [.ints([stride.0, stride.1]), .string(padding)])
        if hasBias { y = try y + context.parameter("bias", [filters], .zeros) }
        return try activation?.forward(y, context) ?? y
    }
}

/// The largest or the mean of every window of images, channel by channel.
package struct Pool: Stage {
    package let name: String
    package let size: (Int, Int)
    package let stride: (Int, Int)
    package let padding: String

    package var details: String { "\(size.0) × \(size.1)" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        try context.requireImages(x)
        return try x.emitter.emit(
            name == LayerKind.maxPool.name ? .maxPool : .avgPool, context.floating(x),
            attributes: [.ints([size.0, size.1]), .ints([stride.0, stride.1]), .string(padding)])
    }
}

extension ForwardContext {
    fileprivate func requireImages(_ x: Var) throws {
        guard x.rank == 4 else { throw mismatch(x, needs: "images, [batch, height, width, channel]") }
    }
}

extension LayerKind {
    static let conv2d = LayerKind(
        "conv2d",
        [
            Parameter("filters", .int), Parameter("size", .oneOf([.int, .tuple])), .activation,
            Parameter("stride", .oneOf([.int, .tuple]), default: .int(1)), .padding,
            Parameter("bias", .bool, .named, default: .bool(true)),
        ],
        """
        A convolution: learnt filters over every window of images [batch, height, width, channel].

        With `padding: "same"` and a stride of 1 the result is as large as the image.
        """, example: "reshape(8, 8, 1) >> conv2d(16, 3, relu) >> max_pool(2)",
        related: ["max_pool", "flatten"]
    ) { settings in
        Conv2D(
            filters: try settings.count("filters"), size: try settings.pair("size"),
            stride: try settings.pair("stride"), padding: try settings.string("padding"),
            activation: try settings.activation(), hasBias: try settings.bool("bias"), key: settings.key)
    }

    static let maxPool = pool("max_pool", "The largest value")
    static let avgPool = pool("avg_pool", "The mean")

    private static func pool(_ name: String, _ what: String) -> LayerKind {
        LayerKind(
            name,
            [
                Parameter("size", .oneOf([.int, .tuple]), default: .int(2)),
                Parameter("stride", .oneOf([.int, .tuple]), default: .computed("the size")), .padding,
            ],
            "\(what) of every window of images [batch, height, width, channel], channel by channel.",
            example: "conv2d(16, 3, relu) >> \(name)(2)", related: ["conv2d"]
        ) { settings in
            let size = try settings.pair("size")
            return Pool(
                name: name, size: size,
                stride: settings.isGiven("stride") ? try settings.pair("stride") : size,
                padding: try settings.string("padding"))
        }
    }
}
