/// What stands between two tokens: line breaks and comments.
struct Gap {
    struct Line {
        let comment: String
        let isAfterBlank: Bool
    }

    /// The comment on the line of the token before.
    private(set) var trailing: String?
    /// The lines with nothing but a comment.
    private(set) var lines: [Line] = []
    private(set) var hasNewline = false
    /// Whether an empty line stands directly before the next token.
    private(set) var endsInBlank = false

    init(_ source: SourceText, _ range: Range<Int>) {
        let text = String(decoding: source.bytes[range], as: UTF8.self)
        var pieces = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        let isLast = range.upperBound == source.bytes.count
        // The last piece is what stands before the next token on its line; behind the last token, a line of its own.
        if !isLast { pieces.removeLast() }
        hasNewline = isLast || !pieces.isEmpty
        for (index, piece) in pieces.enumerated() { take(piece, isFirst: index == 0 && range.lowerBound > 0) }
    }

    private mutating func take(_ piece: Substring, isFirst: Bool) {
        guard let start = piece.firstIndex(of: "#") else {
            if !isFirst { endsInBlank = true }
            return
        }
        let comment = String(piece[start...].reversed().drop { $0 == " " || $0 == "\t" }.reversed())
        if isFirst {
            trailing = comment
        } else {
            lines.append(Line(comment: comment, isAfterBlank: endsInBlank))
            endsInBlank = false
        }
    }
}
