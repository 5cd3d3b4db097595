import Signatures

/// Comparison and logic, element by element: constant almost everywhere, so no gradient flows through them.
extension Op {
    package static let comparison = [
        equal, notEqual, less, lessEqual, greater, greaterEqual, and, or, not, isNaN, isFinite, select,
    ]

    package static let equal = compare("equal", "==", "Whether elements are equal", .equal, .node("Equal"))
    package static let notEqual = compare(
        "not_equal", "!=", "Whether elements differ", .notEqual, .custom("not_equal"))
    package static let less = compare("less", "<", "Whether `a` is smaller", .less, .node("Less"))
    package static let lessEqual = compare(
        "less_equal", "<=", "Whether `a` is smaller or equal", .lessEqual, .node("LessOrEqual"))
    package static let greater = compare("greater", ">", "Whether `a` is larger", .greater, .node("Greater"))
    package static let greaterEqual = compare(
        "greater_equal", ">=", "Whether `a` is larger or equal", .greaterEqual, .node("GreaterOrEqual"))

    private static func compare(
        _ name: String, _ symbol: String, _ sentence: String, _ kernel: BinaryKernel, _ onnx: ONNXForm
    ) -> Op {
        Op(
            name, [.a, .b], "\(sentence), element by element; `a \(symbol) b`.",
            example: "[1, 2, 3] \(symbol) 2", type: .elementwise(.common, giving: .bool),
            kernel: .binary(kernel), gradient: .zero, onnx: onnx)
    }

    package static let and = Op(
        "and", [.a, .b], "Whether both are true, element by element; `a and b`.",
        example: "[true, false] and [true, true]", related: ["or", "not"], type: .elementwise(.logical),
        kernel: .binary(.and), gradient: .zero, onnx: .node("And"))

    package static let or = Op(
        "or", [.a, .b], "Whether one is true, element by element; `a or b`.",
        example: "[true, false] or [false, false]", related: ["and", "not"], type: .elementwise(.logical),
        kernel: .binary(.or), gradient: .zero, onnx: .node("Or"))

    package static let not = Op(
        "not", [.x], "Whether it is false, element by element; `not x`.", example: "not [true, false]",
        related: ["and", "or"], type: .elementwise(.logical), kernel: .unary(.not), gradient: .zero,
        onnx: .node("Not"))

    package static let isNaN = Op(
        "is_nan", [.x], "Whether it is not a number, element by element.", example: "is_nan([1.0, nan])",
        related: ["is_finite"], type: .elementwise(.floating, giving: .bool), kernel: .unary(.isNaN),
        gradient: .zero, onnx: .node("IsNaN"))

    package static let isFinite = Op(
        "is_finite", [.x], "Whether it is neither infinite nor NaN, element by element.",
        example: "is_finite([1.0, inf])", related: ["is_nan"], type: .elementwise(.floating, giving: .bool),
        kernel: .unary(.isFinite), gradient: .zero, onnx: .custom("is_finite"))

    package static let select = Op(
        "where", [Parameter("condition", .tensorLike), .a, .b],
        "Takes `a` where the condition is true and `b` where it is not.",
        example: "where([true, false], [1, 2], 0)", related: ["clip"],
        type: .choice, kernel: .select, onnx: .node("Where")
    ) { n, dy in
        let condition = n.inputs[0]
        return [
            nil, n.needs[1] ? try condition.select(dy, 0) : nil,
            n.needs[2] ? try condition.select(0, dy) : nil,
        ]
    }
}
