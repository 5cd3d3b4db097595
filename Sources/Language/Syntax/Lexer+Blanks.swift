extension Lexer {
    /// Moves to the next token, and notes the line breaks, documentation and cell markers on the way.
    mutating func skipBlanks() {
        while position < end {
            switch bytes[position] {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): position += 1
            case UInt8(ascii: "\n"): skipNewline()
            // A carriage return is half of a line end, or, alone, the line end of old systems.
            case UInt8(ascii: "\r"):
                if peek(1) == UInt8(ascii: "\n") { position += 1 }
                skipNewline()
            case UInt8(ascii: "#"): skipComment()
            case 0x80...:
                guard let scalar = scalar(at: position), isBlank(scalar) else { return }
                position += UTF8.width(scalar)
            default: return
            }
            spaceBefore = true
        }
    }

    /// Blanks that come in with text copied from web pages: they cannot be seen, so they do no harm.
    private func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .spaceSeparator || scalar == "\u{200B}" || scalar == "\u{FEFF}"
    }

    private mutating func skipNewline() {
        position += 1
        newlineBefore = true
        documentation.endLine()
    }

    private mutating func skipComment() {
        let start = position
        let isFirstOnLine = newlineBefore || output.tokens.isEmpty
        while position < end, bytes[position] != UInt8(ascii: "\n"), bytes[position] != UInt8(ascii: "\r") {
            position += 1
        }
        guard isFirstOnLine else { return }
        let comment = String(decoding: bytes[start..<position], as: UTF8.self)
        if let marker = CellMarker(comment: comment, start: UInt32(clamping: start)) {
            output.markers.append(marker)
            documentation = DocumentationLines()
        } else {
            documentation.add(comment)
        }
    }
}

extension CellMarker {
    /// The marker that a comment is, if it is one: `# %% Title`, `# %% [markdown] Title`.
    init?(comment: String, start: UInt32) {
        var rest = comment.dropFirst().drop { $0 == " " }
        guard rest.hasPrefix("%%") else { return nil }
        rest = rest.dropFirst(2).drop { $0 == " " || $0 == "\t" }
        self.start = start
        kind = .code
        for word in ["[markdown]", "[md]"] where rest.hasPrefix(word) {
            kind = .markdown
            rest = rest.dropFirst(word.count).drop { $0 == " " }
        }
        while rest.last == " " || rest.last == "\t" { rest.removeLast() }
        title = String(rest)
    }
}

/// Collects the `##` lines that stand directly above something.
struct DocumentationLines {
    private var lines: [String] = []
    private var newlines = 0

    mutating func add(_ comment: String) {
        guard comment.hasPrefix("##"), !comment.hasPrefix("###") else {
            lines = []
            return
        }
        let text = comment.dropFirst(2)
        lines.append(String(text.first == " " ? text.dropFirst() : text))
        newlines = 0
    }

    mutating func endLine() {
        newlines += 1
        // An empty line parts the text from what follows.
        if newlines > 1 { lines = [] }
    }

    /// The text above the token that comes now.
    mutating func take() -> String? {
        guard !lines.isEmpty else { return nil }
        defer { lines = [] }
        return lines.joined(separator: "\n")
    }
}
