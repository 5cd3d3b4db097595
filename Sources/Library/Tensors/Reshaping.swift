import Graphs
import Language
import Signatures

/// Rows of the op table under their own names, with arguments as they are more easily written.
enum Reshaping {
    static let all = [reshape, round]

    static let reshape = Native(
        Signature(
            "reshape",
            [
                Parameter("x", .oneOf([.tensor(), .list, .range])),
                Parameter("sizes", .oneOf([.int, .tuple, .list, .tensor()]), .variadic),
            ], returns: .tensor(),
            "The same elements in the same order under another shape; one size may be −1.",
            example: "reshape(arange(6), 2, 3)", related: ["transpose", "squeeze"])
    ) { arguments in
        let session = try arguments.session
        do {
            return try .object(TensorObject(session.variable(arguments[0]).reshape(arguments.sizes(1))))
        } catch let fault as Fault {
            throw fault.placed(in: arguments)
        }
    }

    /// More would be below what a 64-bit number can tell apart.
    private static let mostDigits = 15

    static let round = Native(
        Signature(
            "round", [Parameter("x", .tensorLike), Parameter("digits", .int, default: .int(0))],
            "Rounds to the nearest number with so many digits after the point, halves to the even one, element by element.",
            example: "round(2.567, 2)", related: ["floor", "ceil"])
    ) { arguments in
        let session = try arguments.session
        let digits = try arguments.int(1)
        guard digits.magnitude <= mostDigits else {
            throw arguments.fault(.value, "a number is rounded to at most \(mostDigits) digits", at: 1)
        }
        if digits == 0 { return try session.emit(.round, [arguments[0]]) }
        let scale = Value.float(Double(repeatElement(10, count: abs(digits)).reduce(1, *)))
        let (before, after) = digits > 0 ? (Op.mul, Op.div) : (Op.div, Op.mul)
        return try session.emit(
            after, [session.emit(.round, [session.emit(before, [arguments[0], scale])]), scale])
    }
}
