import Graphs
import Language
import Signatures

/// `max` and `min`: of all elements, along axes, or of several values.
enum Extremes {
    static let all = [
        extreme("max", "largest", .max, .maximum, related: ["min", "argmax", "maximum"]),
        extreme("min", "smallest", .min, .minimum, related: ["max", "argmin", "minimum"]),
    ]

    private static func extreme(
        _ name: String, _ which: String, _ reduction: Op, _ ofTwo: Op, related: [String]
    ) -> Native {
        Native(
            Signature(
                name,
                [
                    Parameter("x", .oneOf([.tensorLike, .string, .tuple])),
                    Parameter("others", .any, .variadic),
                    Parameter(
                        "axis", .oneOf([.int, .tuple, .list, .tensor(), .none]), .named,
                        default: Parameter.Default.none),
                    Parameter("keep", .bool, .named, default: .bool(false)),
                ],
                """
                The \(which) element, along an axis, along several, or of all; of several values the \(which), \
                element by element.
                An integer or tuple after a tensor is its axis: `\(ofTwo.name)(x, 0)` compares with 0.
                """, example: "\(name)([[1, 5], [3, 2]], axis: 0)", related: related)
        ) { arguments in
            let others = try arguments.elements(1)
            if let axes = try axes(arguments, others) { return try reduced(arguments, reduction, axes) }
            return try others.reduce(arguments[0]) { try chosen($0, $1, ofTwo, arguments) }
        }
    }

    /// The axes of a reduction; nil where values are compared with each other.
    private static func axes(_ arguments: Arguments, _ others: [Value]) throws -> Attribute? {
        guard let only = others.first else { return try Attribute(arguments, 2) }
        guard others.count == 1,
            arguments[0].tensor.map({ $0.variable.rank > 0 }) == true || arguments[0].list != nil
        else { return nil }
        if let axis = only.int { return .int(axis) }
        guard let axes = only.tuple?.elements.map(\.int), !axes.contains(nil) else { return nil }
        return .ints(axes.compactMap { $0 })
    }

    private static func reduced(_ arguments: Arguments, _ op: Op, _ axes: Attribute) throws -> Value {
        let session = try arguments.session
        if let texts = arguments[0].sequence, let first = texts.first, texts.allSatisfy({ $0.string != nil }) {
            return try texts.dropFirst().reduce(first) {
                try session.isLess(op === Op.max ? $0 : $1, op === Op.max ? $1 : $0) ? $1 : $0
            }
        }
        return try session.emit(op, [arguments[0]], [axes, .bool(arguments.bool(3))])
    }

    private static func chosen(_ a: Value, _ b: Value, _ op: Op, _ arguments: Arguments) throws -> Value {
        let session = try arguments.session
        if a.string != nil, b.string != nil {
            return try session.isLess(op === Op.maximum ? a : b, op === Op.maximum ? b : a) ? b : a
        }
        do {
            return try session.emit(op, [a, b])
        } catch let fault as Fault {
            throw fault.placed(in: arguments)
        }
    }
}
