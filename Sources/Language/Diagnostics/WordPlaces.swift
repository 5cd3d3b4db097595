extension Diagnostic {
    /// The same, with each label that is about a word at that word, where it stands once in the label's place: column
    /// expressions have no places of their own.
    func narrowed(in sources: SourceMap) -> Diagnostic {
        var diagnostic = self
        diagnostic.labels = labels.map { label in
            guard let word = label.word, let source = sources[label.span.source] else { return label }
            let places = source.places(of: word, in: label.span)
            return places.count == 1 ? Label(source.withDot(places[0]), label.text) : label
        }
        return diagnostic
    }
}

extension SourceText {
    /// Where a word stands by itself within a span.
    func places(of word: String, in span: Span) -> [Span] {
        let word = Array(word.utf8)
        let range = span.range.clamped(to: 0..<bytes.count)
        guard !word.isEmpty, range.count >= word.count else { return [] }
        return (range.lowerBound...range.upperBound - word.count).compactMap { start in
            let end = start + word.count
            guard bytes[start..<end].elementsEqual(word), !isWordByte(at: start - 1), !isWordByte(at: end) else {
                return nil
            }
            return Span(id, UInt32(clamping: start), UInt32(clamping: end))
        }
    }

    private func isWordByte(at index: Int) -> Bool {
        bytes.indices.contains(index) && (isNameByte(bytes[index]) || bytes[index] >= 0x80)
    }

    /// The span and the dot before it, with which a column is written.
    fileprivate func withDot(_ span: Span) -> Span {
        let start = Int(span.start)
        guard bytes.indices.contains(start - 1), bytes[start - 1] == UInt8(ascii: ".") else { return span }
        return Span(span.source, span.start - 1, span.end)
    }
}
