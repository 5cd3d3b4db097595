/// How deep lines stand: a level for the brackets that are open, and one for a statement that goes on.
struct Indentation {
    private struct Opener {
        let token: Int
        let kind: Token.Kind
        /// The depth of the line that it stands in.
        let depth: Int
    }

    private var openers: [Opener] = []
    /// The depth of the line that is being written.
    private var depth = 0

    /// The bracket that is open, innermost.
    var innermost: Token.Kind? { openers.last?.kind }

    mutating func startLine(at depth: Int) { self.depth = depth }

    mutating func take(_ token: Token, _ index: Int, partner: Int?) {
        if token.kind.opensBracket { openers.append(Opener(token: index, kind: token.kind, depth: depth)) }
        if token.kind.closesBracket { closed(partner) }
    }

    private mutating func closed(_ partner: Int?) {
        guard let partner, let place = openers.lastIndex(where: { $0.token == partner }) else { return }
        openers.removeSubrange(place...)
    }

    /// The depth of the line that a token begins.
    func ofLine(startingWith token: Token, partner: Int?, after previous: Token.Kind) -> Int {
        if token.kind.closesBracket, let opener = openers.last(where: { $0.token == partner }) { return opener.depth }
        let base = openers.last.map { $0.depth + 1 } ?? 0
        let continues =
            token.kind.continuesLine || (token.kind == .dot && !previous.opensBracket && previous != .comma)
            || (previous.asksForMore && previous != .comma)
        return continues ? base + 1 : base
    }
}
