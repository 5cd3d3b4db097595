import Language
import Signatures
import Tensors

/// Functions on strings. Lengths and positions count code points.
enum Strings {
    static let all = [
        upper, lower, trim, startsWith, endsWith, contains, replace, splitText, joinText, repeated,
    ]

    private static let text = Parameter("text", .string)

    static let upper = Native(
        Signature(
            "upper", [text], returns: .string, "The text in upper case.", example: "upper(\"adelie\")",
            related: ["lower"])
    ) { arguments in
        let text = try arguments.string(0)
        return try .string(worked(on: text.utf8.count) { text.uppercased() })
    }

    static let lower = Native(
        Signature(
            "lower", [text], returns: .string, "The text in lower case.", example: "lower(\"ADELIE\")",
            related: ["upper"])
    ) { arguments in
        let text = try arguments.string(0)
        return try .string(worked(on: text.utf8.count) { text.lowercased() })
    }

    static let trim = Native(
        Signature(
            "trim", [text], returns: .string, "The text without white space at its ends.",
            example: "trim(\"  adelie \")")
    ) { arguments in
        let text = try arguments.string(0)
        let start = text.drop(while: \.isWhitespace)
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return .string("") }
        return .string(String(start[...last]))
    }

    static let startsWith = Native(
        Signature(
            "starts_with", [text, Parameter("prefix", .string)], returns: .bool,
            "Whether the text begins with `prefix`.", example: "starts_with(\"adelie\", \"ad\")",
            related: ["ends_with", "contains"])
    ) { try .bool($0.string(0).hasPrefix($0.string(1))) }

    static let endsWith = Native(
        Signature(
            "ends_with", [text, Parameter("suffix", .string)], returns: .bool,
            "Whether the text ends with `suffix`.", example: "ends_with(\"penguins.csv\", \".csv\")",
            related: ["starts_with", "contains"])
    ) { try .bool($0.string(0).hasSuffix($0.string(1))) }

    static let contains = Native(
        Signature(
            "contains", [text, Parameter("part", .string)], returns: .bool,
            "Whether `part` occurs in the text.", example: "contains(\"penguin\", \"gui\")",
            related: ["starts_with", "ends_with"])
    ) { arguments in
        let (text, part) = try (arguments.string(0), arguments.string(1))
        return try .bool(part.isEmpty || worked(on: text.utf8.count) { text.firstRange(of: part) != nil })
    }

    static let replace = Native(
        Signature(
            "replace", [text, Parameter("old", .string), Parameter("new", .string)], returns: .string,
            "The text with every `old` replaced by `new`.", example: "replace(\"a-b-c\", \"-\", \"+\")")
    ) { arguments in
        let (text, old, new) = try (arguments.string(0), arguments.string(1), arguments.string(2))
        guard !old.isEmpty else { throw arguments.fault(.value, "the text to replace is empty", at: 1) }
        let pieces = try worked(on: text.utf8.count) { text.split(separator: old, omittingEmptySubsequences: false) }
        let added = new.utf8.count.multipliedReportingOverflow(by: pieces.count)
        try charge(added, for: "the replaced text")
        return try .string(worked(on: text.utf8.count) { pieces.joined(separator: new) })
    }

    static let splitText = Native(
        Signature(
            "split_text", [text, Parameter("separator", .string, default: .string(" "))], returns: .list,
            "The parts of the text between separators, as a list.", example: "split_text(\"a,b,c\", \",\")",
            related: ["join_text"])
    ) { arguments in
        let (text, separator) = try (arguments.string(0), arguments.string(1))
        guard !separator.isEmpty else { throw arguments.fault(.value, "the separator is empty", at: 1) }
        let parts = try worked(on: text.utf8.count) {
            text.split(separator: separator, omittingEmptySubsequences: false)
        }
        let list = try ListBuilder(arguments.session, capacity: parts.count)
        for part in parts { try list.append(.string(String(part))) }
        return list.list()
    }

    static let joinText = Native(
        Signature(
            "join_text", [Parameter("parts", .list), Parameter("separator", .string, default: .string(""))],
            returns: .string, "The strings of a list as one string.",
            example: "join_text([\"a\", \"b\"], \", \")", related: ["split_text"])
    ) { arguments in
        let (session, separator) = try (arguments.session, arguments.string(1))
        var text = ""
        for (place, part) in try arguments.elements(0).enumerated() {
            try session.checkInterrupt()
            if place > 0 { text += separator }
            text += try session.text(of: part, format: nil)
        }
        return .string(text)
    }

    static let repeated = Native(
        Signature(
            "repeat", [text, Parameter("times", .int)], returns: .string,
            "The text, `times` times over.", example: "repeat(\"ab\", 3)")
    ) { arguments in
        let (text, times) = try (arguments.string(0), arguments.int(1))
        guard times >= 0 else { throw arguments.fault(.value, "a number of times can't be negative", at: 1) }
        // Nothing, however often, would still be gone through as often.
        if text.isEmpty { return .string("") }
        try charge(text.utf8.count.multipliedReportingOverflow(by: times), for: "the repeated text")
        return try .string(worked(on: text.utf8.count * times) { String(repeating: text, count: times) })
    }

    /// Work on a text of so many bytes: aside where that may last.
    private static func worked<Result>(on bytes: Int, _ work: @escaping () throws -> Result) throws -> Result {
        try Interruption.aside(isLong: bytes >= 1 << 18, work)
    }

    /// Refuses a text that would not fit in memory before it is made.
    private static func charge(_ bytes: (partialValue: Int, overflow: Bool), for what: String) throws {
        try MemoryBudget.require(bytes: bytes.overflow ? .max : bytes.partialValue, for: what)
    }
}
