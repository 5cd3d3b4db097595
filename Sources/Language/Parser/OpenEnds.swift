/// What a text that is being typed still asks for.
package struct OpenEnds {
    /// Where each bracket stands that is not closed, the outermost first, as byte offsets.
    package let brackets: [Int]
    /// Whether the text ends within a `"""` string.
    package let isInString: Bool
    /// Whether a string is broken off at its line's end, so that more lines would not help.
    package let isBroken: Bool
    /// Whether the last word asks for another, as an operator does.
    package let asksForMore: Bool

    package init(_ source: SourceText) {
        let list = Lexer.tokens(of: source)
        isInString = list.endsInString
        isBroken = list.hasBrokenString
        asksForMore = list.tokens.dropLast().last?.kind.asksForMore == true
        brackets = list.tokens.filter { $0.kind.opensBracket && $0.partner == Token.noPartner }.map { Int($0.start) }
    }

    /// Whether more must be typed before the text can be run, or refused.
    package var isIncomplete: Bool { !isBroken && (!brackets.isEmpty || isInString || asksForMore) }
}
