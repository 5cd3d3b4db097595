/// Names one source text among those that a session has seen.
package struct SourceID: Hashable, Sendable {
    package var number: UInt32

    package init(_ number: UInt32) { self.number = number }
}

/// A stretch of one source text, in bytes of its UTF-8: from `start` up to, not including, `end`.
///
/// Twelve bytes, because every node of a tree and every instruction that may fail carries one.
package struct Span: Hashable, Sendable {
    package var source: SourceID
    package var start: UInt32
    package var end: UInt32

    package init(_ source: SourceID, _ start: UInt32, _ end: UInt32) {
        self.source = source
        self.start = start
        self.end = end
    }

    package var length: Int { end > start ? Int(end - start) : 0 }

    /// The byte offsets, as indices into the text.
    package var range: Range<Int> { Int(start)..<Int(max(start, end)) }

    /// From the start of the one to the end of the other.
    package func joined(with other: Span) -> Span {
        Span(source, min(start, other.start), max(end, other.end))
    }

    package func contains(_ offset: UInt32) -> Bool { start <= offset && offset < end }
}
