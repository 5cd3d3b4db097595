import CKernels
import Signatures

/// Random numbers from a key that is an operand: the same key gives the same numbers, so a plan that is run again
/// with another key needs nothing else.
extension Op {
    package static let random = [uniform, normal, bernoulli]

    private static let key = Parameter("key", .tensorLike)
    private static let dtype = Parameter("dtype", .string, default: .string("f32"))

    private static func draw(
        _ name: String, _ sentence: String, _ example: String, _ settings: [Parameter], type: TypeRule,
        _ operation: tk_random_op
    ) -> Op {
        let reals = settings.count
        return Op(
            name, [key, .sizes] + settings + (reals == 2 ? [dtype] : []),
            "\(sentence), from a key of two integers.", example: example, related: [], type: type,
            kernel: .packed { operands in
                let limits = try operands.attributes[1...reals].map { try $0.number("setting") }
                var call = KernelCall(tk_random, op: Int32(operation.rawValue), operands, reals: limits)
                call.extra = 0
                return [call]
            }, gradient: .zero, onnx: .none)
    }

    package static let uniform = draw(
        "uniform", "Evenly from `low` up to but without `high`", "shape(uniform([1, 2], (3,), 0, 1))",
        [Parameter("low", .number, default: .int(0)), Parameter("high", .number, default: .int(1))],
        type: .draw, TK_UNIFORM)

    package static let normal = draw(
        "normal", "Normally distributed", "shape(normal([1, 2], (3,), 0, 1))",
        [Parameter("mean", .number, default: .int(0)), Parameter("deviation", .number, default: .int(1))],
        type: .draw, TK_NORMAL)

    package static let bernoulli = draw(
        "bernoulli", "True with a probability", "shape(bernoulli([1, 2], (3,), 0.5))",
        [Parameter("probability", .number)], type: .booleanDraw, TK_BERNOULLI)
}
