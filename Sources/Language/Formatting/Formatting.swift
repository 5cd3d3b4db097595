import Signatures

/// A program in the one style that all have: how words are spaced and lines are indented. Where lines end is the
/// writer's choice, as are comments.
///
/// The syntax tree stays what it was, and a text in the style stays as it is.
///
/// - Throws: `CompileErrors` if the text is not a program: of what cannot be read the meaning cannot be kept.
package func formatted(_ source: SourceText) throws(CompileErrors) -> String {
    let (program, mistakes) = parse(source)
    guard mistakes.isEmpty else { throw CompileErrors(diagnostics: mistakes) }
    var formatter = Formatter(source, Spacing(program))
    return formatter.text()
}

/// Writes tokens and comments, one after the other.
private struct Formatter {
    private let source: SourceText
    private let tokens: [Token]
    private let spacing: Spacing
    private var indentation = Indentation()
    private var output = ""

    init(_ source: SourceText, _ spacing: Spacing) {
        self.source = source
        self.spacing = spacing
        tokens = Lexer.tokens(of: source).tokens
    }

    mutating func text() -> String {
        var end = 0
        for index in tokens.indices {
            let token = tokens[index]
            write(Gap(source, end..<Int(token.start)), before: index)
            guard token.kind != .endOfText else { break }
            output += text(Int(token.start)..<Int(token.end))
            indentation.take(token, index, partner: partner(of: token))
            end = Int(token.end)
        }
        return output.isEmpty || output.hasSuffix("\n") ? output : output + "\n"
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }

    private func partner(of token: Token) -> Int? { token.partner == Token.noPartner ? nil : Int(token.partner) }

    // MARK: - Between two tokens

    private mutating func write(_ gap: Gap, before index: Int) {
        let next = tokens[index]
        guard gap.hasNewline || index == 0 || next.kind == .endOfText else {
            if spacing.isSpaced(tokens, index, within: indentation.innermost) { output += " " }
            return
        }
        if let comment = gap.trailing { output += (output.isEmpty ? "" : "  ") + comment }
        let isFirst = output.isEmpty
        let previous = index > 0 ? tokens[index - 1].kind : .endOfText
        let indent = indentation.ofLine(startingWith: next, partner: partner(of: next), after: previous)
        for (position, line) in gap.lines.enumerated() {
            let isEdge = position == 0 && (isFirst || previous.opensBracket)
            write(
                line.comment, indented: next.kind.closesBracket ? indent + 1 : indent,
                afterBlank: line.isAfterBlank && !isEdge)
        }
        guard next.kind != .endOfText else { return }
        let keepsBlank =
            gap.endsInBlank && !next.kind.closesBracket && !(previous.opensBracket && gap.lines.isEmpty) && !isFirst
        startLine(indented: indent, afterBlank: keepsBlank)
        indentation.startLine(at: indent)
    }

    private mutating func write(_ comment: String, indented indent: Int, afterBlank: Bool) {
        startLine(indented: indent, afterBlank: afterBlank)
        output += comment
    }

    private mutating func startLine(indented indent: Int, afterBlank: Bool) {
        if !output.isEmpty { output += afterBlank ? "\n\n" : "\n" }
        output += String(repeating: "  ", count: indent)
    }
}
