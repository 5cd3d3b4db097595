import Signatures

/// Convolution and pooling on images [batch, height, width, channel].
extension Op {
    package static let images = [conv2d, conv2dInput, conv2dFilter, maxPool, avgPool, avgPoolGradient]

    private static let filters = Parameter("filters", .tensorLike)
    private static let window = Parameter("window", .oneOf([.int, Parameter.integers]))

    package static let conv2d: Op = Op(
        "conv2d", [.x, filters, .stride, .padding],
        """
        Each filter's product with every window of the images, summed.
        Images are [batch, height, width, channel], filters [height, width, channel, filter].
        """, example: "shape(conv2d(ones(1, 5, 5, 1), ones(3, 3, 1, 2)))", related: ["max_pool"],
        type: .conv2d, kernel: .conv2d, onnx: .custom("conv2d")
    ) { n, dy in
        let settings = Array(n.attributes.prefix(2))
        let image = Attribute.sizes(Array(n.a.shape[1...2]))
        let filter = Attribute.ints(n.b.shape[0..<2].compactMap(\.known))
        return [
            n.needs[0] ? try n.emitter.emit(.conv2dInput, dy, n.b, attributes: settings + [image]) : nil,
            n.needs[1] ? try n.emitter.emit(.conv2dFilter, n.a, dy, attributes: settings + [filter]) : nil,
        ]
    }

    package static let conv2dInput: Op = Op(
        "conv2d_input", [.dy, filters, .stride, .padding, .sizes],
        "The gradient of `conv2d` with respect to its images.",
        example: "shape(conv2d_input(ones(1, 3, 3, 2), ones(3, 3, 1, 2), 1, \"valid\", (5, 5)))",
        related: ["conv2d"], type: .conv2dInput, kernel: .conv2dInput, onnx: .none
    ) { n, dx in
        let settings = Array(n.attributes.prefix(2))
        let filter = Attribute.ints(n.b.shape[0..<2].compactMap(\.known))
        return [
            n.needs[0] ? try n.emitter.emit(.conv2d, dx, n.b, attributes: settings) : nil,
            n.needs[1] ? try n.emitter.emit(.conv2dFilter, dx, n.a, attributes: settings + [filter]) : nil,
        ]
    }

    package static let conv2dFilter: Op = Op(
        "conv2d_filter", [.x, .dy, .stride, .padding, .sizes],
        "The gradient of `conv2d` with respect to its filters.",
        example: "shape(conv2d_filter(ones(1, 5, 5, 1), ones(1, 3, 3, 2), 1, \"valid\", (3, 3)))",
        related: ["conv2d"], type: .conv2dFilter, kernel: .conv2dFilter, onnx: .none
    ) { n, dw in
        let settings = Array(n.attributes.prefix(2))
        let image = Attribute.sizes(Array(n.a.shape[1...2]))
        return [
            n.needs[0] ? try n.emitter.emit(.conv2dInput, n.b, dw, attributes: settings + [image]) : nil,
            n.needs[1] ? try n.emitter.emit(.conv2d, n.a, dw, attributes: settings) : nil,
        ]
    }

    package static let maxPool: Op = Op(
        "max_pool", [.x, window, .stride, .padding],
        """
        The largest pixel under each window, by channel.
        The second result is its place in the image, counted in rows.
        """, example: "shape(max_pool(ones(1, 4, 4, 1), 2, 2))", related: ["avg_pool", "conv2d"],
        type: .maxPool, kernel: .maxPool, onnx: .custom("max_pool")
    ) { n, dy in try maxPoolGradient(n, dy) }

    package static let avgPool: Op = Op(
        "avg_pool", [.x, window, .stride, .padding],
        "The mean of the pixels under each window, by channel; those beyond the edge do not count.",
        example: "shape(avg_pool(ones(1, 4, 4, 1), 2, 2))", related: ["max_pool", "conv2d"],
        type: .pool, kernel: .avgPool, onnx: .custom("avg_pool")
    ) { n, dy in
        let image = Attribute.sizes(Array(n.input.shape[1...2]))
        return [try n.emitter.emit(.avgPoolGradient, dy, attributes: n.attributes + [image])]
    }

    package static let avgPoolGradient: Op = Op(
        "avg_pool_gradient", [.dy, window, .stride, .padding, .sizes], "The gradient of `avg_pool`.",
        example: "shape(avg_pool_gradient(ones(1, 2, 2, 1), 2, 2, \"valid\", (4, 4)))", related: ["avg_pool"],
        type: .poolGradient, kernel: .avgPoolGradient, onnx: .none
    ) { n, dx in [try n.emitter.emit(.avgPool, dx, attributes: Array(n.attributes.prefix(3)))] }
}

/// Each gradient goes to the pixel that was the largest.
private func maxPoolGradient(_ n: GradientNode, _ dy: Var) throws -> [Var?] {
    let image = n.input.shape
    let result = dy.shape
    let rows = [result[0], result[1].times(result[2]), result[3]]
    let places = try n.outputs[1].reshape(rows)
    let pixels = try n.emitter.emit(
        .scatterAddAlong, dy.reshape(rows), places,
        attributes: [.int(1), .sizes([image[1].times(image[2])])])
    return [try pixels.reshape(image)]
}
