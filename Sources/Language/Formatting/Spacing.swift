/// Where a blank stands between two tokens of a line.
struct Spacing {
    /// Where records begin: their braces enclose no blanks, as those of blocks do.
    private var records: Set<UInt32> = []

    init(_ program: Program) {
        for statement in program.statements {
            statement.walk { if case .record = $0.kind { records.insert($0.span.start) } }
        }
    }

    /// Whether a blank stands before the token at `index`, which is not the first of its line; `bracket` is the innermost
    /// that is open there.
    func isSpaced(_ tokens: [Token], _ index: Int, within bracket: Token.Kind?) -> Bool {
        let (before, token) = (tokens[index - 1], tokens[index])
        if let touching = touches(tokens, before: before, index - 1, after: token, within: bracket) { return !touching }
        switch token.kind {
        case .colon: return before.kind == .comma
        case .comma, .semicolon, .rightParenthesis, .rightBracket, .halfOpenRange: return false
        case .rightBrace: return isBlock(tokens, closedBy: index) && before.kind != .leftBrace
        case .ellipsis: return !before.endsValue
        case .dot: return !before.endsValue
        case .leftParenthesis, .leftBracket: return !before.endsValue || before.kind == .rightBrace
        default: return true
        }
    }

    /// Whether the token before decides: nil if it leaves it to the one behind it.
    private func touches(
        _ tokens: [Token], before: Token, _ place: Int, after: Token, within bracket: Token.Kind?
    ) -> Bool? {
        switch before.kind {
        case .leftParenthesis, .leftBracket, .dot, .halfOpenRange, .ellipsis: return true
        case .leftBrace: return records.contains(before.start) || after.kind == .rightBrace
        // `a:b` in an index, rather than a name and its value.
        case .colon: return bracket == .leftBracket ? true : nil
        case .minus, .plus: return isUnary(tokens, place) ? true : nil
        default: return nil
        }
    }

    private func isUnary(_ tokens: [Token], _ index: Int) -> Bool {
        index == 0 || !tokens[index - 1].endsValue || tokens[index - 1].kind.isCondition
    }

    private func isBlock(_ tokens: [Token], closedBy index: Int) -> Bool {
        let partner = tokens[index].partner
        return partner == Token.noPartner || !records.contains(tokens[Int(partner)].start)
    }
}

extension Token {
    /// Whether a value may end with it.
    fileprivate var endsValue: Bool { kind.endsValue || kind == .true || kind == .false || kind == .none }
}

extension Token.Kind {
    fileprivate var isCondition: Bool { self == .if || self == .while }
}
