import Signatures
import Tensors

/// Rows that pass values on, and those that follow from types alone.
extension Op {
    package static let identities = [identity, after, stopGradient, cast, extent]

    package static let identity = Op(
        "identity", [.x], "The same tensor.", example: "identity([1, 2])", type: .same,
        kernel: .view { x, _, _ in x }, onnx: .node("Identity")
    ) { _, dy in [dy] }

    package static let after = Op(
        "after", [.x, Parameter("gate", .tensorLike)],
        "The same tensor as `x`, but what is made of it is made no earlier than `gate`.",
        example: "after([1, 2], 0.5)", related: ["identity"], type: .same, kernel: .view { x, _, _ in x }, onnx: .none
    ) { _, dy in [dy, nil] }

    package static let stopGradient = Op(
        "stop_gradient", [.x], "The same tensor, which gradients take for a constant.",
        example: "grad(x -> x * stop_gradient(x))(3.0)", type: .same, kernel: .view { x, _, _ in x },
        gradient: .zero, onnx: .node("Identity"))

    package static let cast = Op(
        "cast", [.x, Parameter("dtype", .string)],
        "The same elements as another dtype; decimals lose their fraction on the way to i64.",
        example: "cast([1.5, 2.5], \"i64\")", type: .cast, kernel: .cast,
        onnx: .attributes("Cast", ["to"])
    ) { n, dy in [try dy.cast(to: n.input.dtype)] }

    package static let extent = Op(
        "extent", [.sizes, Parameter("dtype", .string)],
        "The product of sizes as a number, once the batch is known.", example: "extent((2, 3), \"f32\")",
        type: .extent,
        kernel: .constant { type, attributes in
            let count = TensorType(type.dtype, try attributes[0].symbolicSizes("sizes")).count
            guard let count = count.known else { throw Fault.unknownSize(type) }
            return try .scalar(Double(count), type.dtype)
        }, gradient: .zero, onnx: .custom("extent"))
}
