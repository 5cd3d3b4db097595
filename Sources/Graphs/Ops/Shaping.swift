import Signatures
import Tensors

/// Rows that move elements without computing. Where strides can say it, the result is a view.
extension Op {
    package static let shaping = [
        reshape, broadcastTo, transpose, squeeze, unsqueeze, slice, sliceScatter, pad, concat,
    ]

    package static let reshape = Op(
        "reshape", [.x, .sizes],
        "The same elements in the same order under another shape; one size may be −1.",
        example: "reshape([1, 2, 3, 4], (2, 2))", related: ["transpose", "squeeze"], type: .reshape,
        kernel: .view { x, sizes, _ in x.isContiguous ? try x.reshaped(sizes) : nil },
        onnx: .custom("reshape")
    ) { n, dy in [try dy.reshape(n.input.shape)] }

    package static let broadcastTo = Op(
        "broadcast_to", [.x, .sizes], "Stretches axes of size 1, and adds axes in front.",
        example: "broadcast_to([1, 2], (3, 2))", related: ["reshape"], type: .broadcastTo,
        kernel: .view { x, sizes, _ in try x.broadcast(to: sizes) }, onnx: .custom("broadcast_to")
    ) { n, dy in [try dy.summed(to: n.input.shape)] }

    package static let transpose = Op(
        "transpose",
        [.x, Parameter("axes", .oneOf([Parameter.integers, .none]), default: Parameter.Default.none)],
        "The axes in another order: the last two swapped, if none is given.",
        example: "transpose([[1, 2], [3, 4]])", related: ["reshape"], type: .transpose,
        kernel: .view { x, _, attributes in try x.permuted(axisOrder(attributes[0], rank: x.rank)) },
        onnx: .custom("transpose")
    ) { n, dy in
        let order = try axisOrder(n.attributes[0], rank: n.input.rank)
        return [try dy.transpose(order.indices.sorted { order[$0] < order[$1] })]
    }

    package static let squeeze = Op(
        "squeeze", [.x, .axis(0)], "Drops an axis of size 1.", example: "squeeze([[1, 2]], 0)",
        related: ["unsqueeze"], type: .squeeze,
        kernel: .view { x, _, attributes in try x.squeezed(attributes[0].integer("axis")) },
        onnx: .custom("squeeze")
    ) { n, dy in [try dy.reshape(n.input.shape)] }

    package static let unsqueeze = Op(
        "unsqueeze", [.x, .axis(0)], "Adds an axis of size 1.", example: "unsqueeze([1, 2], 0)",
        related: ["squeeze"], type: .unsqueeze,
        kernel: .view { x, _, attributes in try x.unsqueezed(attributes[0].integer("axis")) },
        onnx: .custom("unsqueeze")
    ) { n, dy in [try dy.reshape(n.input.shape)] }

    private static let sliceParameters = [
        Parameter.axis(0), Parameter("start", .optional(.int), default: Parameter.Default.none),
        Parameter("stop", .optional(.int), default: Parameter.Default.none),
        Parameter("step", .int, default: .int(1)),
    ]

    package static let slice: Op = Op(
        "slice", [.x] + sliceParameters,
        "Part of one axis, from `start` up to but without `stop`; `x[a:b:c]`.",
        example: "[1, 2, 3, 4][1:3]", related: ["gather"], type: .slice,
        kernel: .view { x, _, attributes in try x.sliced(SliceBounds(attributes)) }, onnx: .custom("slice")
    ) { n, dy in
        let axis = try resolveAxis(n.attributes[0].integer("axis"), rank: n.input.rank)
        return [
            try n.emitter.emit(
                .sliceScatter, dy, attributes: n.attributes + [.sizes([n.input.shape[axis]])])
        ]
    }

    package static let sliceScatter: Op = Op(
        "slice_scatter", [.x] + sliceParameters + [Parameter("size", .int)],
        "Zeros of `size` along an axis, with x in the place that `slice` would take.",
        example: "slice_scatter([5.0, 6.0], 0, 1, 3, 1, 4)", related: ["slice"], type: .sliceScatter,
        kernel: .sliceScatter, onnx: .none
    ) { n, dy in [try n.emitter.emit(.slice, dy, attributes: Array(n.attributes.prefix(4)))] }

    package static let pad = Op(
        "pad",
        [
            .x, Parameter("before", .oneOf([.int, Parameter.integers])),
            Parameter("after", .oneOf([.int, Parameter.integers])),
            Parameter("value", .number, default: .int(0)),
        ], "Adds elements of one value before and after those of each axis.",
        example: "pad([1, 2], (1,), (1,))", related: ["concat"], type: .pad, kernel: .pad,
        onnx: .custom("pad")
    ) { n, dy in
        let before = try n.attributes[0].integers("before")
        let after = try n.attributes[1].integers("after")
        return [
            try before.indices.reduce(dy) { part, axis in
                try part.slice(axis: axis, start: before[axis], stop: after[axis] == 0 ? nil : -after[axis])
            }
        ]
    }

    package static let concat = Op(
        "concat", [Parameter("parts", .tensorLike, .variadic), .axis(0)], "Joins tensors along an axis.",
        example: "concat([1, 2], [3])", related: ["stack", "pad"], type: .concat, kernel: .concat,
        onnx: .attributes("Concat", ["axis"])
    ) { n, dy in try concatGradient(n, dy) }
}

/// Each part gets its own piece.
private func concatGradient(_ n: GradientNode, _ dy: Var) throws -> [Var?] {
    let axis = try resolveAxis(n.attributes[0].integer("axis"), rank: dy.rank)
    var start = 0
    return try n.inputs.map { part in
        guard let size = part.shape[axis].known else {
            throw Fault(
                .recording, "parts whose size depends on the batch are joined along it, where gradients flow")
        }
        defer { start += size }
        return try dy.slice(axis: axis, start: start, stop: start + size)
    }
}
