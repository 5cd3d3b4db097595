import Signatures

extension JSON {
    /// How a text is laid out.
    package enum Layout: Sendable {
        /// On one line, without spaces.
        case compact
        /// Two spaces a level; an array or object of scalars alone stays on one line.
        case indented
    }

    /// The value as JSON text. Doubles are written with the fewest digits that read back as the same bits.
    /// - Throws: A fault for NaN and infinities, which JSON cannot hold, and for nesting beyond the limit.
    package func text(_ layout: Layout = .compact) throws -> String {
        var writer = JSONWriter(layout: layout)
        try writer.write(self, depth: 0)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    package func bytes(_ layout: Layout = .compact) throws -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        try writer.write(self, depth: 0)
        return writer.bytes
    }
}

private struct JSONWriter {
    let layout: JSON.Layout
    var bytes: [UInt8] = []

    init(layout: JSON.Layout) { self.layout = layout }

    mutating func write(_ value: JSON, depth: Int) throws {
        switch value {
        case .null: append("null")
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(String(value))
        case .float(let value): try write(value)
        case .string(let value): write(value)
        case .array(let elements):
            try write(elements, in: ("[", "]"), depth) { try $0.write($1, depth: depth + 1) }
        case .object(let members):
            try write(members, in: ("{", "}"), depth) {
                $0.write($1.name)
                $0.append($0.layout == .compact ? ":" : ": ")
                try $0.write($1.value, depth: depth + 1)
            }
        }
    }

    private mutating func write<Item: JSONItem>(
        _ items: [Item], in brackets: (String, String), _ depth: Int,
        _ writeItem: (inout JSONWriter, Item) throws -> Void
    ) throws {
        guard depth < JSON.depthLimit else {
            throw Fault.internal("the value nests deeper than the \(JSON.depthLimit) levels that JSON text may have")
        }
        let breaksLines = layout == .indented && items.contains { $0.isNested }
        append(brackets.0)
        for (index, item) in items.enumerated() {
            if index > 0 { append(layout == .compact || breaksLines ? "," : ", ") }
            if breaksLines { breakLine(depth + 1) }
            try writeItem(&self, item)
        }
        if breaksLines { breakLine(depth) }
        append(brackets.1)
    }

    private mutating func breakLine(_ depth: Int) {
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth))
    }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func write(_ value: Double) throws {
        guard value.isFinite else {
            throw Fault(.value, "JSON has no way to write \(value.isNaN ? "NaN" : "an infinite number")")
        }
        append(value.description)
    }

    private mutating func write(_ text: String) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: append("\\\"")
            case 0x5C: append("\\\\")
            case 0x0A: append("\\n")
            case 0x0D: append("\\r")
            case 0x09: append("\\t")
            case 0..<0x20: append("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16))
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }
}

/// What stands in an array or object.
private protocol JSONItem {
    /// Whether it is an array or object itself.
    var isNested: Bool { get }
}

extension JSON: JSONItem {
    fileprivate var isNested: Bool {
        switch self {
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        default: false
        }
    }
}

extension JSON.Member: JSONItem {
    fileprivate var isNested: Bool { value.isNested }
}
