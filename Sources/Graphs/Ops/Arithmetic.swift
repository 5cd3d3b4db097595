import Signatures

/// Arithmetic, element by element. Operands are broadcast; gradients are summed back to the operands' shapes by
/// the emitter, so that the rules here need not.
extension Op {
    package static let arithmetic = [
        add, sub, mul, div, floorDiv, remainder, pow, neg, abs, sign, maximum, minimum, floor, ceil, round,
        clip,
    ]

    package static let add = Op(
        "add", [.a, .b], "The sum, element by element; `a + b`.", example: "[1, 2] + 3",
        related: ["sub"], type: .elementwise(.arithmetic), kernel: .binary(.add), onnx: .node("Add")
    ) { _, dy in [dy, dy] }

    package static let sub = Op(
        "sub", [.a, .b], "The difference, element by element; `a - b`.", example: "[1, 2] - 3",
        related: ["add"], type: .elementwise(.arithmetic), kernel: .binary(.sub), onnx: .node("Sub")
    ) { n, dy in [dy, n.needs[1] ? try -dy : nil] }

    package static let mul = Op(
        "mul", [.a, .b], "The product, element by element; `a * b`.", example: "[1, 2] * 3",
        related: ["div", "matmul"], type: .elementwise(.arithmetic), kernel: .binary(.mul), onnx: .node("Mul")
    ) { n, dy in [n.needs[0] ? try dy * n.b : nil, n.needs[1] ? try dy * n.a : nil] }

    package static let div = Op(
        "div", [.a, .b],
        "The quotient as a decimal, element by element; `a / b`. Dividing by 0 gives infinity.",
        example: "[1, 2] / 4", related: ["mul"], type: .elementwise(.floating), kernel: .binary(.div),
        onnx: .node("Div")
    ) { n, dy in
        let da = try dy / n.b
        return [da, n.needs[1] ? try -(da * n.output) : nil]
    }

    package static let floorDiv = Op(
        "floor_div", [.a, .b], "The quotient rounded down, element by element; `a // b`.",
        example: "[7, -7] // 2", related: ["remainder"], type: .elementwise(.arithmetic),
        kernel: .binary(.floorDiv), gradient: .zero, onnx: .custom("floor_div"))

    package static let remainder = Op(
        "remainder", [.a, .b], "What remains of dividing, with the divisor's sign; `a % b`.",
        example: "[7, -7] % 3", related: ["floor_div"], type: .elementwise(.arithmetic),
        kernel: .binary(.remainder), onnx: .custom("remainder")
    ) { n, dy in [dy, n.needs[1] ? try -(dy * n.emitter.emit(.floorDiv, n.a, n.b)) : nil] }

    package static let pow = Op(
        "pow", [.a, .b], "Raises to a power, element by element; `a ^ b`.", example: "[1.0, 2.0] ^ 3",
        related: ["exp", "square"], type: .elementwise(.arithmetic), kernel: .binary(.pow), onnx: .node("Pow")
    ) { n, dy in try powerGradient(n, dy) }

    package static let neg = Op(
        "neg", [.x], "The negative, element by element; `-x`.", example: "-[1, 2]",
        type: .elementwise(.arithmetic), kernel: .unary(.neg), onnx: .node("Neg")
    ) { _, dy in [try -dy] }

    package static let abs = Op(
        "abs", [.x], "The absolute value, element by element.", example: "abs([-1, 2])", related: ["sign"],
        type: .elementwise(.arithmetic), kernel: .unary(.abs), onnx: .node("Abs")
    ) { n, dy in [try dy * n.input.sign()] }

    package static let sign = Op(
        "sign", [.x], "−1, 0 or 1, by the sign of each element.", example: "sign([-2.5, 0.0, 3.0])",
        related: ["abs"], type: .elementwise(.arithmetic), kernel: .unary(.sign), gradient: .zero,
        onnx: .node("Sign"))

    package static let maximum = Op(
        "maximum", [.a, .b], "The larger of two, element by element.", example: "maximum([1, 5], [3, 2])",
        related: ["minimum", "max"], type: .elementwise(.arithmetic), kernel: .binary(.maximum),
        onnx: .node("Max")
    ) { n, dy in try extremeGradient(n, dy) }

    package static let minimum = Op(
        "minimum", [.a, .b], "The smaller of two, element by element.", example: "minimum([1, 5], [3, 2])",
        related: ["maximum", "min"], type: .elementwise(.arithmetic), kernel: .binary(.minimum),
        onnx: .node("Min")
    ) { n, dy in try extremeGradient(n, dy) }

    package static let floor = Op(
        "floor", [.x], "Rounds down, element by element.", example: "floor([1.5, -1.5])",
        related: ["ceil", "round"], type: .elementwise(.arithmetic), kernel: .unary(.floor), gradient: .zero,
        onnx: .node("Floor"))

    package static let ceil = Op(
        "ceil", [.x], "Rounds up, element by element.", example: "ceil([1.5, -1.5])",
        related: ["floor", "round"], type: .elementwise(.arithmetic), kernel: .unary(.ceil), gradient: .zero,
        onnx: .node("Ceil"))

    package static let round = Op(
        "round", [.x], "Rounds to the nearest whole number, halves to the even one, element by element.",
        example: "round([1.4, 1.6])", related: ["floor", "ceil"], type: .elementwise(.arithmetic),
        kernel: .unary(.round), gradient: .zero, onnx: .node("Round"))

    package static let clip = Op(
        "clip", [.x, Parameter("low", .number), Parameter("high", .number)],
        "Limits each element to the range from `low` to `high`.", example: "clip([-2.0, 0.5, 9.0], 0, 1)",
        related: ["maximum", "minimum"], type: .elementwise(.arithmetic), kernel: .clip, onnx: .custom("clip")
    ) { n, dy in
        let low = try n.input.isGreaterOrEqual(n.attributes[0].number("low"))
        let high = try n.input.isLessOrEqual(n.attributes[1].number("high"))
        return [try low.and(high).select(dy, 0)]
    }
}

/// b·a^(b−1) for the base, which is 0 where b is, also at a = 0; a^b·log a for the exponent where a > 0.
private func powerGradient(_ n: GradientNode, _ dy: Var) throws -> [Var?] {
    var base: Var?
    if n.needs[0] {
        let slope = try n.b * n.a.power(n.b - 1)
        base = try dy * n.b.isEqual(0).select(0, slope)
    }
    var exponent: Var?
    if n.needs[1] {
        let positive = try n.a.isGreater(0)
        exponent = try dy * n.output * positive.select(positive.select(n.a, 1).log(), 0)
    }
    return [base, exponent]
}

/// Equal operands get half each, as in JAX and PyTorch.
private func extremeGradient(_ n: GradientNode, _ dy: Var) throws -> [Var?] {
    let ties = try n.a.isEqual(n.b).cast(to: dy.dtype) * 0.5
    func share(_ operand: Var, _ other: Var) throws -> Var {
        let wins = try operand.isEqual(n.output).and(other.isEqual(n.output).not())
        return try dy * (wins.cast(to: dy.dtype) + ties)
    }
    return [n.needs[0] ? try share(n.a, n.b) : nil, n.needs[1] ? try share(n.b, n.a) : nil]
}
