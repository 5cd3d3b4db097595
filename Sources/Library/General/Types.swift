import Language
import Signatures

/// Functions that ask what a value is, and that turn one type into another.
enum Types {
    static let all = [type, length, int, float, bool, equal, close]

    static let type = Native(
        Signature(
            "type", [Parameter("value")], returns: .string, "The name of the value's type.",
            example: "type([1.0, 2.0])")
    ) { arguments in
        if case .tensor = arguments[0].type { return .string("tensor") }
        return .string(arguments[0].type.name)
    }

    static let length = Native(
        Signature(
            "len", [Parameter("value")], returns: .int,
            """
            How many elements a value has: items of a list, fields of a record, code points of a string, \
            rows of a frame or tensor.
            """, example: "len(\"penguin\")", related: ["shape"])
    ) { arguments in
        guard let count = try arguments.session.length(of: arguments[0]) else {
            throw arguments.wrongType(0, "something with elements")
        }
        return .int(count)
    }

    static let int = Native(
        Signature(
            "int", [Parameter("value", .oneOf([.number, .bool, .string]))], returns: .int,
            "The value as an integer: decimals lose their fraction, text is read.", example: "int(\"42\")",
            related: ["float", "round"])
    ) { arguments in
        switch arguments[0] {
        case .bool(let truth): return .int(truth ? 1 : 0)
        case .int: return arguments[0]
        case .float(let number), .single(let number):
            guard let result = Int(exactly: number.rounded(.towardZero)) else {
                throw arguments.fault(.overflow, "\(shortestText(number)) has no integer", at: 0)
            }
            return .int(result)
        default: return try read(arguments, as: "an integer") { Int($0).map(Value.int) }
        }
    }

    static let float = Native(
        Signature(
            "float", [Parameter("value", .oneOf([.number, .bool, .string]))], returns: .float,
            "The value as a decimal number; text is read.", example: "float(\"2.5\")",
            related: ["int"])
    ) { arguments in
        if let truth = arguments[0].bool { return .float(truth ? 1 : 0) }
        if let number = arguments[0].number { return .float(number) }
        return try read(arguments, as: "a number") { Double($0).map(Value.float) }
    }

    static let bool = Native(
        Signature(
            "bool", [Parameter("value", .oneOf([.number, .bool, .string]))], returns: .bool,
            "The value as a boolean: 0 is false, other numbers are true, text says `true` or `false`.",
            example: "bool(1)")
    ) { arguments in
        if arguments[0].bool != nil { return arguments[0] }
        if let number = arguments[0].number { return .bool(number != 0) }
        return try read(arguments, as: "`true` or `false`") { Bool($0).map(Value.bool) }
    }

    static let equal = Native(
        Signature(
            "equal", [Parameter("a"), Parameter("b")], returns: .bool,
            "Whether two values are the same as wholes: one boolean, also for tensors, frames and columns.",
            example: "equal([1, 2], [1, 2])", related: ["close"])
    ) { arguments in
        try .bool(arguments.session.machine.isEqual(arguments[0], arguments[1]))
    }

    static let close = Native(
        Signature(
            "close",
            [
                Parameter("a"), Parameter("b"), Parameter("tolerance", .float, .named, default: .float(1e-6)),
            ], returns: .bool,
            "Whether two values are the same as wholes but for small differences of numbers, relative to their size.",
            example: "close(0.1 + 0.2, 0.3)", related: ["equal"])
    ) { arguments in
        let numbers = NumberEquality.within(try arguments.float(2))
        return try .bool(arguments.session.machine.isEqual(arguments[0], arguments[1], numbers))
    }

    private static func read(
        _ arguments: Arguments, as what: String, _ parse: (String) -> Value?
    ) throws -> Value {
        let text = try arguments.string(0)
        if let value = parse(text) { return value }
        throw arguments.fault(.value, "the text \"\(text)\" is not \(what)", at: 0)
    }
}
