import Signatures

/// A script or a line of the prompt: a name to show, and valid UTF-8 without a byte order mark.
package struct SourceText: Sendable {
    package let id: SourceID
    package let name: String
    package let bytes: [UInt8]

    /// Text that is known to be valid; `decode` is for bytes from outside.
    package init(_ text: String, name: String = "<text>", id: SourceID = SourceID(0)) {
        self.init(validBytes: Array(text.utf8), name: name, id: id)
    }

    init(validBytes: [UInt8], name: String, id: SourceID) {
        self.id = id
        self.name = name
        self.bytes = validBytes
    }

    /// The text of a span; what lies outside is left away.
    package func text(_ span: Span) -> String {
        String(decoding: bytes[span.range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    package var wholeSpan: Span { Span(id, 0, UInt32(clamping: bytes.count)) }
}

/// The texts that a session has seen, so that a span can be shown long after it was parsed.
package struct SourceMap: Sendable {
    private var sources: [SourceText] = []

    package init() {}

    /// The number that the next text gets.
    package var nextID: SourceID { SourceID(UInt32(clamping: sources.count)) }

    /// Keeps a text that is known to be valid.
    @discardableResult
    package mutating func add(_ text: String, name: String) -> SourceText {
        let source = SourceText(text, name: name, id: nextID)
        sources.append(source)
        return source
    }

    /// Checks and keeps bytes from outside.
    @discardableResult
    package mutating func add(bytes: [UInt8], name: String) throws(Fault) -> SourceText {
        let source = try SourceText.decode(bytes, name: name, id: nextID)
        sources.append(source)
        return source
    }

    package subscript(id: SourceID) -> SourceText? {
        sources.indices.contains(Int(id.number)) ? sources[Int(id.number)] : nil
    }
}
