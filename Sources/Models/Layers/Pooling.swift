import Graphs
import Signatures
import Tensors

/// The largest or the mean of every window of images, channel by channel.
package struct Pool: Stage {
    package let name: String
    package let size: (Int, Int)
    package let stride: (Int, Int)
    package let padding: String

    package var details: String { "\(size.0) × \(size.1)" }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        if x.rank == 3 { return try pooled(x.unsqueeze(1), (1, size.1), (1, stride.1), context).squeeze(1) }
        try context.requireImages(x)
        return try pooled(x, size, stride, context)
    }

    private func pooled(
        _ x: Var, _ size: (Int, Int), _ stride: (Int, Int), _ context: ForwardContext
    ) throws -> Var {
        try x.emitter.emit(
            name == LayerKind.maxPool.name ? .maxPool : .avgPool, context.floating(x),
            attributes: [.ints([size.0, size.1]), .ints([stride.0, stride.1]), .string(padding)])
    }
}

extension LayerKind {
    static let maxPool = pool("max_pool", "The largest value")
    static let avgPool = pool("avg_pool", "The mean")

    private static func pool(_ name: String, _ what: String) -> LayerKind {
        LayerKind(
            name,
            [
                Parameter("size", .oneOf([.int, .tuple]), default: .int(2)),
                Parameter("stride", .oneOf([.int, .tuple]), default: .computed("the size")), .padding,
            ],
            "\(what) of every window of images [batch, height, width, channel] or sequences [batch, time, channel], by channel.",
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
