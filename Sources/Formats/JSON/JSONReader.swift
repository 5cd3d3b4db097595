import Signatures

extension JSON {
    /// Reads a JSON text.
    ///
    /// Strict: one value, in UTF-8, with nothing after it; no name twice in an object; no number that Int or
    /// Double cannot hold.
    /// - Parameter source: What errors call the text: a file's name.
    /// - Throws: A fault of kind `format` with line, column and what was expected.
    package static func read(_ bytes: [UInt8], source: String) throws -> JSON {
        try bytes.withUnsafeBytes { try read($0, source: source) }
    }

    static func read(_ bytes: UnsafeRawBufferPointer, source: String) throws -> JSON {
        var reader = JSONReader(bytes: bytes, source: source)
        reader.skipMark()
        reader.skipSpace()
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.isAtEnd else { throw reader.fault("expected the end of the text") }
        return value
    }
}

/// A recursive-descent reader over the bytes of a JSON text.
struct JSONReader {
    let bytes: UnsafeRawBufferPointer
    let source: String
    var position = 0

    init(bytes: UnsafeRawBufferPointer, source: String) {
        self.bytes = bytes
        self.source = source
    }

    var isAtEnd: Bool { position >= bytes.count }
    /// The byte at the position; 0, which no JSON text holds, at the end.
    var current: UInt8 { isAtEnd ? 0 : bytes[position] }

    mutating func skipSpace() {
        while current == 0x20 || current == 0x0A || current == 0x0D || current == 0x09 { position += 1 }
    }

    /// A byte order mark, which some editors write.
    mutating func skipMark() {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte, !isAtEnd else { return false }
        position += 1
        return true
    }

    mutating func value(depth: Int) throws -> JSON {
        switch current {
        case UInt8(ascii: "{"): return try object(depth: depth)
        case UInt8(ascii: "["): return try array(depth: depth)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw fault("expected a value")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws -> JSON {
        let text = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
        guard bytes[position...].starts(with: text) else { throw fault("expected a value") }
        position += text.count
        return value
    }

    private func checkDepth(_ depth: Int) throws {
        guard depth < JSON.depthLimit else {
            throw fault("the text nests deeper than \(JSON.depthLimit) levels")
        }
    }

    private mutating func array(depth: Int) throws -> JSON {
        try checkDepth(depth)
        var elements: [JSON] = []
        position += 1
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(elements) }
        while true {
            skipSpace()
            elements.append(try value(depth: depth + 1))
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(elements) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `]`") }
        }
    }

    private mutating func object(depth: Int) throws -> JSON {
        try checkDepth(depth)
        var members: [JSON.Member] = []
        var names: Set<String> = []
        position += 1
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            members.append(try member(depth: depth, after: &names))
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected `,` or `}`") }
        }
    }

    private mutating func member(depth: Int, after names: inout Set<String>) throws -> JSON.Member {
        skipSpace()
        let start = position
        guard current == UInt8(ascii: "\"") else { throw fault("expected a name in quotes") }
        let name = try string()
        guard names.insert(name).inserted else {
            throw fault("the name \"\(name)\" stands twice in one object", at: start)
        }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { throw fault("expected `:`") }
        skipSpace()
        return JSON.Member(name, try value(depth: depth + 1))
    }

    /// A fault at a byte position, told as line and column (in characters, from 1).
    func fault(_ sentence: String, at place: Int? = nil) -> Fault {
        let before = bytes[..<min(place ?? position, bytes.count)]
        let line = before.reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = before[lineStart...].reduce(1) { $1 & 0xC0 == 0x80 ? $0 : $0 + 1 }
        return Fault(.format, "`\(source)`, line \(line), column \(column): \(sentence)")
    }
}
