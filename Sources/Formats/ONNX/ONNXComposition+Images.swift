import Graphs
import Signatures

/// Our images are [batch, height, width, channel] and our filters [height, width, channel, filter]; ONNX puts
/// channels before height and width, and filters first.
extension ONNXComposition {
    static let images: [ONNXComposition] = [
        ONNXComposition("conv2d") { operation, builder in
            let filters = operation.inputTypes[1]
            let window = [try operation.size(filters, 0), try operation.size(filters, 1)]
            let weights = builder.transposed(operation.inputs[1], [3, 2, 0, 1])
            let attributes = try operation.window(window, stride: 0, padding: 1)
            return builder.channelsFirst(operation) { builder, x in
                builder.node("Conv", [x, weights], attributes)
            }
        },
        ONNXComposition("max_pool") { operation, builder in
            let attributes = try operation.window(operation.pair(0), stride: 1, padding: 2)
            return builder.channelsFirst(operation) { builder, x in
                builder.node("MaxPool", [x], attributes)
            }
        },
        ONNXComposition("avg_pool") { operation, builder in
            var attributes = try operation.window(operation.pair(0), stride: 1, padding: 2)
            attributes.append(("count_include_pad", .int(0)))
            return builder.channelsFirst(operation) { [attributes] builder, x in
                builder.node("AveragePool", [x], attributes)
            }
        },
    ]
}

extension ONNXOperation {
    fileprivate func pair(_ index: Int) throws -> [Int] {
        guard let values = attribute(index).ints, let first = values.first, let last = values.last else {
            throw unavailable
        }
        return [first, last]
    }

    /// The attributes of a window that moves over an image.
    fileprivate func window(
        _ window: [Int], stride: Int, padding: Int
    ) throws -> [(String, ONNXAttribute)] {
        let strides = try pair(stride)
        let isPadded = attribute(padding) == .string("same")
        let totals = try (0..<2).map { axis in
            let image = try size(inputTypes[0], axis + 1)
            let result = try size(outputTypes[0], axis + 1)
            return isPadded ? max(0, (result - 1) * strides[axis] + window[axis] - image) : 0
        }
        // An odd one goes below and to the right, as in our own kernels.
        let before = totals.map { $0 / 2 }
        let after = totals.map { $0 - $0 / 2 }
        return [
            ("kernel_shape", .ints(window)), ("strides", .ints(strides)), ("pads", .ints(before + after)),
        ]
    }
}

extension ONNXBuilder {
    fileprivate mutating func transposed(_ value: ONNXName, _ order: [Int]) -> ONNXName {
        node("Transpose", [value], ["perm": .ints(order)])
    }

    /// Runs nodes that want channels first on the operation's image.
    fileprivate mutating func channelsFirst(
        _ operation: ONNXOperation, _ body: (inout ONNXBuilder, ONNXName) -> ONNXName
    ) -> ONNXName {
        let image = transposed(operation.inputs[0], [0, 3, 1, 2])
        let result = body(&self, image)
        return transposed(result, [0, 2, 3, 1])
    }
}
