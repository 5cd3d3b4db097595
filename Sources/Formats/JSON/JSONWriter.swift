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
        String(decoding: try bytes(layout), as: UTF8.self)
    }
}

/// What can be written as JSON level by level, so that of a large value no second tree is made.
package protocol JSONSource {
    /// Whether it is an array or object that is not empty.
    var isNested: Bool { get }
    /// The value by itself, with its elements and members still as they are.
    func level() throws -> JSONLevel<Self>
}

package enum JSONLevel<Part> {
    /// A value that is no array or object.
    case scalar(JSON)
    case array([Part])
    case object([(name: String, value: Part)])
}

extension JSONSource {
    /// As `JSON.text`.
    package func bytes(_ layout: JSON.Layout = .compact) throws -> [UInt8] {
        var writer = JSONWriter(layout: layout)
        try writer.write(self, depth: 0)
        return writer.bytes
    }
}

extension JSON: JSONSource {
    package var isNested: Bool {
        switch self {
        case .array(let elements): !elements.isEmpty
        case .object(let members): !members.isEmpty
        default: false
        }
    }

    package func level() -> JSONLevel<JSON> {
        switch self {
        case .array(let elements): .array(elements)
        case .object(let members): .object(members.map { ($0.name, $0.value) })
        default: .scalar(self)
        }
    }
}

private struct JSONWriter {
    let layout: JSON.Layout
    var bytes: [UInt8] = []

    mutating func write<Source: JSONSource>(_ source: Source, depth: Int) throws {
        switch try source.level() {
        case .scalar(let value): try write(scalar: value)
        case .array(let elements):
            let breaksLines = breaksLines(elements)
            try write(elements, in: ("[", "]"), depth, breaksLines) { try $0.write($1, depth: depth + 1) }
        case .object(let members):
            let breaksLines = breaksLines(members.lazy.map(\.value))
            try write(members, in: ("{", "}"), depth, breaksLines) {
                $0.write($1.name)
                $0.append($0.layout == .compact ? ":" : ": ")
                try $0.write($1.value, depth: depth + 1)
            }
        }
    }

    private func breaksLines(_ parts: some Sequence<some JSONSource>) -> Bool {
        layout == .indented && parts.contains { $0.isNested }
    }

    private mutating func write(scalar value: JSON) throws {
        switch value {
        case .bool(let value): append(value ? "true" : "false")
        case .int(let value): append(String(value))
        case .float(let value): try write(value)
        case .string(let value): write(value)
        default: append("null")
        }
    }

    private mutating func write<Item>(
        _ items: [Item], in brackets: (String, String), _ depth: Int, _ breaksLines: Bool,
        _ writeItem: (inout JSONWriter, Item) throws -> Void
    ) throws {
        guard depth < JSON.depthLimit else {
            throw Fault(.limit, "JSON is nested at most \(JSON.depthLimit) levels deep")
        }
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
