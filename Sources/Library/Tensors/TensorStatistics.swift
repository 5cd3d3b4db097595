import Graphs
import Language
import Signatures

/// Statistics of tensors that are composed of rows.
enum TensorStatistics {
    static let all = [variance, deviation]

    private static let parameters = [
        Parameter("x", .tensorLike),
        Parameter("axis", .oneOf([.int, .tuple, .list, .tensor(), .none]), default: Parameter.Default.none),
        Parameter("keep", .bool, .named, default: .bool(false)),
    ]

    static let variance = Native(
        Signature(
            "var", parameters, returns: .tensor(),
            "The variance, divided by n − 1, along an axis, along several, or of all elements.",
            example: "var([1.0, 2.0, 4.0])", related: ["std", "mean"])
    ) { arguments in
        try reduced(arguments) { x, axes, keep in try x.variance(axes, keep: keep) }
    }

    static let deviation = Native(
        Signature(
            "std", parameters, returns: .tensor(),
            "The standard deviation, the root of `var`, along an axis, along several, or of all elements.",
            example: "std([1.0, 2.0, 4.0])", related: ["var", "mean"])
    ) { arguments in
        try reduced(arguments) { x, axes, keep in try x.standardDeviation(axes, keep: keep) }
    }

    private static func reduced(
        _ arguments: Arguments, _ reduce: (Var, [Int]?, Bool) throws -> Var
    ) throws -> Value {
        let session = try arguments.session
        let axes = arguments[1].isNone ? nil : try arguments.integers(1)
        return session.value(of: try reduce(session.variable(arguments[0]), axes, arguments.bool(2)))
    }
}
