import Signatures

/// A change of a source text: what stands in a span is replaced.
package struct Edit: Hashable, Sendable {
    package var span: Span
    package var replacement: String

    package init(_ span: Span, with replacement: String) {
        self.span = span
        self.replacement = replacement
    }
}

extension Collection<Edit> {
    /// The text with all changes made, up to a byte offset of the old one; the later of two that overlap is left out.
    package func applied(to text: String, upTo end: Int? = nil) -> String {
        let bytes = Array(text.utf8.prefix(end ?? .max))
        var (result, place) = ([UInt8](), 0)
        // Changes of one place keep their order.
        for edit in enumerated().sorted(by: { ($0.1.span.start, $0.0) < ($1.1.span.start, $1.0) }).map(\.1) {
            guard Int(edit.span.start) >= place, Int(edit.span.end) <= bytes.count else { continue }
            result += bytes[place..<Int(edit.span.start)]
            place = Swift.max(Int(edit.span.start), Int(edit.span.end))
            result.append(edit.replacement, before: place < bytes.count ? bytes[place] : nil)
        }
        return String(decoding: result + bytes[place...], as: UTF8.self)
    }
}

extension [UInt8] {
    /// Adds a text, with a blank where words would run together.
    fileprivate mutating func append(_ text: String, before next: UInt8?) {
        let added = Array(text.utf8)
        if let last, let first = added.first, isNameByte(last), isNameByte(first) { append(UInt8(ascii: " ")) }
        self += added
        if let next, let end = added.last, isNameByte(end), isNameByte(next) { append(UInt8(ascii: " ")) }
    }
}

extension Diagnostic {
    /// The same, with the certain correction that the whole of its place, or another one, is written so.
    func corrected(_ replacement: String?, at place: Span? = nil) -> Diagnostic {
        guard let replacement, let span = place ?? span else { return self }
        var diagnostic = self
        diagnostic.edit = Edit(span, with: replacement)
        return diagnostic
    }

    /// The change that corrects the mistake, if that is certain. A reworded name is changed where it stands in the
    /// diagnostic's places, if it stands there once.
    package func edit(in sources: SourceMap) -> Edit? {
        if let edit { return edit }
        guard let rewording else { return nil }
        for place in rewordingPlaces {
            guard let source = sources[place.source] else { continue }
            let places = source.places(of: rewording.word, in: place)
            if places.count == 1 { return Edit(places[0], with: rewording.meant) }
        }
        return nil
    }
}
