import Graphs
import Signatures
import Tensors

extension ONNXComposition {
    static let shaping: [ONNXComposition] = [
        ONNXComposition("reshape") { operation, builder in
            let shape = try builder.shape(operation.outputTypes[0].shape)
            return builder.node("Reshape", [operation.inputs[0], shape], ["allowzero": .int(1)])
        },
        ONNXComposition("broadcast_to") { operation, builder in
            let shape = try builder.shape(operation.outputTypes[0].shape)
            return builder.node("Expand", [operation.inputs[0], shape])
        },
        ONNXComposition("extent") { operation, builder in
            guard case .sizes(let sizes) = operation.attribute(0) else { throw operation.unavailable }
            let count = TensorType(.i64, sizes).count
            let value = builder.cast(try builder.shape([count]), to: operation.outputTypes[0].dtype.onnx)
            return builder.node("Reshape", [value, try builder.integers([])])
        },
        ONNXComposition("transpose") { operation, builder in
            let rank = operation.inputTypes[0].rank
            let swapped = Array(0..<max(0, rank - 2)) + [rank - 1, rank - 2]
            let order = operation.attribute(0).ints ?? swapped
            return builder.node(
                "Transpose", operation.inputs, ["perm": .ints(order.map { $0 < 0 ? $0 + rank : $0 })])
        },
        ONNXComposition("squeeze") { try $1.withAxis("Squeeze", $0) },
        ONNXComposition("unsqueeze") { try $1.withAxis("Unsqueeze", $0) },
        ONNXComposition("slice") { operation, builder in
            guard let axis = operation.attribute(0).int, let step = operation.attribute(3).int else {
                throw operation.unavailable
            }
            // Bounds are clipped, so that the ends of the range stand for "from the start" and "to the end".
            let start = operation.attribute(1).int ?? (step > 0 ? 0 : Int.max)
            let stop = operation.attribute(2).int ?? (step > 0 ? Int.max : Int.min)
            let bounds = try [start, stop, axis, step].map { try builder.integers([$0]) }
            return builder.node("Slice", operation.inputs + bounds)
        },
        ONNXComposition("pad") { operation, builder in
            guard let before = operation.attribute(0).ints, let after = operation.attribute(1).ints else {
                throw operation.unavailable
            }
            let value = try builder.scalar(operation.attribute(2).float ?? 0, operation.outputTypes[0].dtype)
            return builder.node("Pad", operation.inputs + [try builder.integers(before + after), value])
        },
    ]
}

extension ONNXBuilder {
    /// A shape as a list of integers: a constant where all sizes are known, else made from the batch at run time.
    fileprivate mutating func shape(_ sizes: [Size]) throws -> ONNXName {
        let known = sizes.compactMap(\.known)
        if known.count == sizes.count { return try integers(known) }
        let pieces = try sizes.map { try size($0) }
        return pieces.count == 1 ? pieces[0] : node("Concat", pieces, ["axis": .int(0)])
    }

    private mutating func size(_ size: Size) throws -> ONNXName {
        switch size {
        case .known(let count): return try integers([count])
        case .named(_, 1): return batchSize()
        case .named(_, let factor): return node("Mul", [batchSize(), try integers([factor])])
        case .unknown: throw Fault.internal("a size that depends on the data cannot be exported")
        }
    }

    fileprivate mutating func withAxis(_ type: String, _ operation: ONNXOperation) throws -> ONNXName {
        guard let axis = operation.attribute(0).int else { throw operation.unavailable }
        return node(type, operation.inputs + [try integers([axis])])
    }

    /// What `OneHot` puts off and on its place.
    mutating func zeroAndOne(_ dtype: DType) throws -> ONNXName {
        try constant(Tensor([0, 1]).cast(to: dtype), named: "zero_and_one")
    }
}
