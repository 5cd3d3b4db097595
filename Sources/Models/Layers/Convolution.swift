import Graphs
import Signatures
import Tensors

/// Learnt filters over every window of images [batch, height, width, channel].
package struct Conv2D: Stage {
    let filtering: Filtering
    package let activation: Activation?
    package let hasBias: Bool
    package let key: RandomKey?

    package var name: String { "conv2d" }
    package var details: String {
        "\(filtering.details("\(filtering.size.0) × \(filtering.size.1)"))" + (activation.map { ", \($0.name)" } ?? "")
    }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        try context.requireImages(x)
        return try forward(images: x, context)
    }

    fileprivate func forward(images x: Var, _ context: ForwardContext) throws -> Var {
        let channels = try context.known(-1, of: x, "number of channels")
        guard channels % filtering.groups == 0 else {
            throw context.mismatch(x, needs: "a number of channels that \(filtering.groups) groups divide")
        }
        let sizes = filtering.weightSizes(channels: channels)
        let fanIn = sizes[0] * sizes[1] * sizes[2]
        let start = Activation.initializer(
            activation, fanIn: fanIn, fanOut: sizes[0] * sizes[1] * filtering.filters / filtering.groups)
        let weight = try context.parameter("weight", sizes, start)
        var y = try filtering.result(context.floating(x), weight, context)
        if hasBias { y = try y + context.parameter("bias", [filtering.filters], .zeros) }
        return try activation?.forward(y, context) ?? y
    }
}

/// Learnt filters over every window of sequences [batch, time, channel]: those of images that are one pixel high.
package struct Conv1D: Stage {
    let images: Conv2D

    package var name: String { "conv1d" }
    package var key: RandomKey? { images.key }
    package var details: String {
        images.filtering.details("\(images.filtering.size.1)") + (images.activation.map { ", \($0.name)" } ?? "")
    }

    package func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
        guard x.rank == 3 else { throw context.mismatch(x, needs: "sequences, [batch, time, channel]") }
        return try images.forward(images: x.unsqueeze(1), context).squeeze(1)
    }
}

extension ForwardContext {
    func requireImages(_ x: Var) throws {
        guard x.rank == 4 else { throw mismatch(x, needs: "images, [batch, height, width, channel]") }
    }
}

extension LayerKind {
    static let conv2d = LayerKind(
        "conv2d",
        [
            Parameter("filters", .int), Parameter("size", .oneOf([.int, .tuple])), .activation,
            Parameter("stride", .oneOf([.int, .tuple]), default: .int(1)), .paddingOrPixels, .groups, .bias,
        ],
        """
        A convolution: learnt filters over every window of images [batch, height, width, channel].

        With `padding: "same"` and a stride of 1 the result is as large as the image; a number, or two, adds so many
        rows and columns of zeros on each side. With `groups`, channels and filters are divided into so many groups, and
        a filter sees the channels of its own; as many groups as channels is a depthwise convolution.
        """, example: "reshape(8, 8, 1) >> conv2d(16, 3, relu) >> max_pool(2)",
        related: ["conv1d", "max_pool", "flatten"]
    ) { try Conv2D($0, size: $0.pair("size"), stride: $0.pair("stride"), isLine: false) }

    static let conv1d = LayerKind(
        "conv1d",
        [
            Parameter("filters", .int), Parameter("size", .int), .activation,
            Parameter("stride", .int, default: .int(1)),
            Parameter(
                "padding", .oneOf([.string, .int]), default: .string("valid"), choices: ["valid", "same"]), .groups,
            .bias,
        ],
        """
        A convolution: learnt filters over every window of sequences [batch, time, channel].

        `padding` and `groups` are those of `conv2d`.
        """, example: "reshape(8, 1) >> conv1d(4, 3, relu) >> flatten()", related: ["conv2d"]
    ) {
        Conv1D(images: try Conv2D($0, size: (1, $0.count("size")), stride: (1, $0.count("stride")), isLine: true))
    }
}

extension Conv2D {
    fileprivate init(_ settings: Settings, size: (Int, Int), stride: (Int, Int), isLine: Bool) throws {
        self.init(
            filtering: try Filtering(settings, size: size, stride: stride, isLine: isLine),
            activation: try settings.activation(),
            hasBias: try settings.bool("bias"), key: settings.key)
    }
}

extension Parameter {
    fileprivate static let groups = Parameter("groups", .int, .named, default: .int(1))
    fileprivate static let bias = Parameter("bias", .bool, .named, default: .bool(true))
    fileprivate static let paddingOrPixels = Parameter(
        "padding", .oneOf([.string, .int, .tuple]), default: .string("valid"), choices: ["valid", "same"])
}
