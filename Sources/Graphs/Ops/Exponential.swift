import Signatures

/// Functions of one decimal, element by element. Where a gradient can be had from the result it is, so that a
/// plan need not keep what went in.
extension Op {
    package static let exponential = [
        exp, log, log1p, expm1, sqrt, square, sin, cos, tan, tanh, sigmoid, relu, softplus, erf,
    ]

    private static func function(
        _ name: String, _ sentence: String, _ example: String, related: [String], _ kernel: UnaryKernel,
        _ onnx: ONNXForm, gradient: @escaping @Sendable (_ n: GradientNode, _ dy: Var) throws -> Var
    ) -> Op {
        Op(
            name, [.x], "\(sentence), element by element.", example: example, related: related,
            type: .elementwise(.floating), kernel: .unary(kernel), onnx: onnx
        ) { [try gradient($0, $1)] }
    }

    package static let exp = function(
        "exp", "e to the power of x", "exp([0.0, 1.0])", related: ["log", "expm1"], .exp, .node("Exp")
    ) { n, dy in try dy * n.output }

    package static let log = function(
        "log", "The natural logarithm", "log([1.0, 2.0])", related: ["exp", "log1p"], .log, .node("Log")
    ) { n, dy in try dy / n.input }

    package static let log1p = function(
        "log1p", "The logarithm of 1 + x, exact for small x", "log1p([1e-10])", related: ["log", "expm1"],
        .log1p, .custom("log1p")
    ) { n, dy in try dy / (n.input + 1) }

    package static let expm1 = function(
        "expm1", "exp(x) − 1, exact for small x", "expm1([1e-10])", related: ["exp", "log1p"], .expm1,
        .custom("expm1")
    ) { n, dy in try dy * (n.output + 1) }

    package static let sqrt = function(
        "sqrt", "The square root", "sqrt([1.0, 4.0])", related: ["square", "pow"], .sqrt, .node("Sqrt")
    ) { n, dy in try dy * 0.5 / n.output }

    package static let square = Op(
        "square", [.x], "x times x, element by element.", example: "square([1, 2])",
        related: ["sqrt", "pow"],
        type: .elementwise(.arithmetic), kernel: .unary(.square), onnx: .custom("square")
    ) { n, dy in [try dy * 2 * n.input] }

    package static let sin = function(
        "sin", "The sine", "sin([0.0, 1.0])", related: ["cos", "tan"], .sin, .node("Sin")
    ) { n, dy in try dy * n.input.cos() }

    package static let cos = function(
        "cos", "The cosine", "cos([0.0, 1.0])", related: ["sin", "tan"], .cos, .node("Cos")
    ) { n, dy in try -(dy * n.input.sin()) }

    package static let tan = function(
        "tan", "The tangent", "tan([0.0, 1.0])", related: ["sin", "cos"], .tan, .node("Tan")
    ) { n, dy in try dy * (n.output * n.output + 1) }

    package static let tanh = function(
        "tanh", "The hyperbolic tangent", "tanh([0.0, 1.0])", related: ["sigmoid"], .tanh, .node("Tanh")
    ) { n, dy in try dy * (1 - n.output * n.output) }

    package static let sigmoid = function(
        "sigmoid", "1 / (1 + exp(−x))", "sigmoid([0.0, 2.0])", related: ["tanh", "softplus"], .sigmoid,
        .node("Sigmoid")
    ) { n, dy in try dy * (n.output * (1 - n.output)) }

    package static let relu = Op(
        "relu", [.x], "x where it is positive, and 0 elsewhere, element by element.",
        example: "relu([-1.0, 2.0])", related: ["gelu", "softplus"], type: .elementwise(.arithmetic),
        kernel: .unary(.relu), onnx: .node("Relu")
    ) { n, dy in [try n.output.isGreater(0).select(dy, 0)] }

    package static let softplus = function(
        "softplus", "log(1 + exp(x)) without overflow", "softplus([0.0, 100.0])",
        related: ["sigmoid", "relu"],
        .softplus, .node("Softplus")
    ) { n, dy in try dy * n.input.sigmoid() }

    package static let erf = function(
        "erf", "The error function", "erf([0.0, 1.0])", related: ["gelu"], .erf, .node("Erf")
    ) { n, dy in try dy * (-(n.input.square())).exp() * 1.128_379_167_095_512_6 }
}
