import Signatures

extension Parser {
    /// Notes a mistake whose meaning is understood; parsing goes on as if it had been written well.
    mutating func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    /// Notes a mistake that ended a statement, unless its line has been spoken of: it is likely a consequence.
    mutating func reportFailure(_ diagnostic: Diagnostic) {
        if diagnostic.kind == .limit || !diagnostics.contains(where: { isOnLine($0, of: diagnostic) }) {
            diagnostics.append(diagnostic)
        }
    }

    private func isOnLine(_ earlier: Diagnostic, of later: Diagnostic) -> Bool {
        guard let a = earlier.span, let b = later.span else { return false }
        let between = Int(min(a.start, b.start))..<Int(max(a.start, b.start))
        return !source.bytes[between.clamped(to: 0..<source.bytes.count)].contains(UInt8(ascii: "\n"))
    }

    /// The diagnostic for a token that does not fit.
    func unexpected(expected: String) -> Diagnostic {
        if let explained = explainedMistake() { return explained }
        return .unexpected(placeOfToken, shown(token), expected: expected)
    }

    /// An opening bracket without its closer, which is missing before the next one that closes an outer bracket, or at
    /// the end.
    func neverClosed(_ opener: Int) -> Diagnostic {
        let outer = list.tokens.indices.dropFirst(opener + 1).first { index in
            let partner = list.tokens[index].partner
            return partner != Token.noPartner && Int(partner) < opener
        }
        let last = list.tokens[max(opener, (outer ?? list.tokens.count - 1) - 1)]
        let bracket = list.tokens[opener]
        return .neverClosed(span(bracket), text(bracket), end: Span(source.id, last.end, last.end))
    }

    /// Where the token stands; for the end of the text, behind what was read last and not lines below it.
    private var placeOfToken: Span {
        guard kind == .endOfText, let previous else { return tokenSpan }
        return Span(source.id, previous.end, previous.end)
    }

    /// How a message names a token.
    func shown(_ token: Token) -> String {
        switch token.kind {
        case .endOfText: "the end of the text"
        case .string: "a string"
        case .name, .int, .float: "`\(clipped(text(token)))`"
        case _ where token.kind.isKeyword: "the keyword `\(text(token))`"
        default: "`\(clipped(text(token)))`"
        }
    }

    private func clipped(_ text: String) -> String {
        text.count <= 30 ? text : text.prefix(29) + "…"
    }

    /// Moves behind the statement that a mistake stands in: to the next `;`, the end of the block, or the first
    /// line that is not indented deeper than the statement.
    mutating func recover(from start: Int) {
        let indentation = column(list.tokens[start])
        if index == start { skipGroup() }
        while kind != .endOfText {
            if token.newlineBefore, column(token) <= indentation, !closesBracket(since: start) { return }
            if kind == .rightBrace, isEndOfBlock { return }
            if take(.semicolon) { return }
            skipGroup()
        }
    }

    /// Whether the `}` here closes the block whose statements are being read.
    var isEndOfBlock: Bool {
        guard kind == .rightBrace, let opener = context.blockOpener else { return false }
        return list.tokens[opener].partner == UInt32(clamping: index)
    }

    /// Whether the token closes a bracket that the statement opened: it begins no statement, wherever it stands.
    private func closesBracket(since start: Int) -> Bool {
        start < index && list.tokens[start..<index].contains { $0.partner == UInt32(clamping: index) }
    }

    /// Moves behind the token, or, if it opens a bracket, behind its closer.
    private mutating func skipGroup() {
        let partner = token.partner
        if partner != Token.noPartner, Int(partner) > index { index = Int(partner) }
        advance()
    }

    /// How many bytes stand before a token on its line.
    func column(_ token: Token) -> Int {
        var start = min(Int(token.start), source.bytes.count)
        while start > 0, source.bytes[start - 1] != UInt8(ascii: "\n") { start -= 1 }
        return Int(token.start) - start
    }
}
