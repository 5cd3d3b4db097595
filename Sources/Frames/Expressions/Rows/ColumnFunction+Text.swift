import Signatures

extension ColumnFunction {
    static let texts: [ColumnFunction] = [
        mapping("lower", "The text in small letters.", "lower", { $0.lowercased() }),
        mapping("upper", "The text in capital letters.", "upper", { $0.uppercased() }),
        mapping("trim", "The text without spaces, tabs and line ends around it.", "trim", trimmed),
        length, replacement,
        searching("contains", "Whether the text contains another.", { containsBytes($0, $1) }),
        searching("starts_with", "Whether the text begins with another.", { $0.starts(with: $1) }),
        searching(
            "ends_with", "Whether the text ends with another.", { $0.reversed().starts(with: $1.reversed()) }),
    ]

    private static let textType: TypeRule = { arguments in
        try arguments.require(.text, 0)
        return .string
    }

    /// Works on each distinct text once: most text columns repeat themselves.
    private static func mapping(
        _ name: String, _ documentation: String, _ call: String,
        _ body: @escaping @Sendable (String) -> String
    ) -> ColumnFunction {
        ColumnFunction(
            unary(name, documentation, example: #"derive(frame({s: ["Ann ", "bob"]}), t: \#(call)(.s))"#),
            .elementwise,
            type: textType,
            body: { arguments in
                let column = arguments.columns[0]
                let codes = column.factorized()
                let distinct = TextArena(codes.firstRows.map { body(column.string(at: $0) ?? "") })
                return Column(.string(distinct.take(codes.codes)), validity: column.validity)
            })
    }

    @Sendable private static func trimmed(_ text: String) -> String {
        let isSpace: (Character) -> Bool = { $0.isWhitespace }
        guard let first = text.firstIndex(where: { !isSpace($0) }),
            let last = text.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return String(text[first...last])
    }

    private static let length = ColumnFunction(
        unary(
            "length", "The number of characters, as code points.",
            example: #"derive(frame({s: ["a", "über"]}), n: length(.s))"#),
        .elementwise,
        type: { arguments in
            try arguments.require(.text, 0)
            return .int
        },
        body: { arguments in
            let column = arguments.columns[0]
            let arena = column.texts
            // Every code point but for its first byte consists of bytes 10xxxxxx.
            let counts = (0..<arena.count).map { row in
                arena.slice(row).reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
            }
            return Column(.int(counts), validity: column.validity)
        })

    private static let replacement = ColumnFunction(
        Signature(
            "replace", [Parameter("x", .expression), Parameter("part", .string), Parameter("with", .string)],
            returns: .expression, "The text with every occurrence of a part replaced.",
            example: #"derive(frame({s: ["1,5", "2"]}), t: replace(.s, ",", "."))"#),
        .elementwise, type: textType,
        body: { arguments in
            let column = arguments.columns[0]
            let (part, other) = (
                Array(try arguments.text(setting: 1).utf8), Array(try arguments.text(setting: 2).utf8)
            )
            let arena = column.texts
            var result = TextArena()
            for row in 0..<arena.count { result.append(utf8: replacingBytes(arena.slice(row), part, other)) }
            return Column(.string(result), validity: column.validity)
        })

    private static func searching(
        _ name: String, _ documentation: String,
        _ body: @escaping @Sendable (ArraySlice<UInt8>, [UInt8]) -> Bool
    ) -> ColumnFunction {
        ColumnFunction(
            Signature(
                name, [Parameter("x", .expression), Parameter("part", .string)], returns: .expression,
                documentation,
                example: #"filter(frame({s: ["auto(l4)", "manual"]}), \#(name)(.s, "auto"))"#),
            .elementwise,
            type: { arguments in
                try arguments.require(.text, 0)
                return .bool
            },
            body: { arguments in
                let column = arguments.columns[0]
                let part = Array(try arguments.text(setting: 1).utf8)
                let arena = column.texts
                return Column(
                    .bool((0..<arena.count).map { body(arena.slice($0), part) }), validity: column.validity)
            })
    }
}

private func containsBytes(_ text: ArraySlice<UInt8>, _ part: [UInt8]) -> Bool {
    guard let lead = part.first else { return true }
    guard part.count <= text.count else { return false }
    return (text.startIndex...text.endIndex - part.count).contains {
        text[$0] == lead && text[$0...].starts(with: part)
    }
}
