import Signatures

/// Builds the tree of a source text by recursive descent, with precedence climbing for operators.
///
/// A mistake that is understood is reported and parsed as what was meant; any other is thrown to the statement it
/// stands in, which is left out, and parsing goes on behind it. Recursion is bounded by `nestingLimit`.
struct Parser {
    let source: SourceText
    let list: TokenList
    var index = 0
    var diagnostics: [Diagnostic]
    var context = ParsingContext()
    /// How many expressions, blocks and prefix operators are being read, each within the one before.
    var nesting: Int
    /// Whether the text is a line of the prompt, which may go on from the value shown last.
    var continuesFromLast = false

    static let nestingLimit = 128
    /// The most elements of one bracket, record, call or tuple.
    static let elementLimit = 200_000

    init(_ source: SourceText, range: Range<Int>? = nil, nesting: Int = 0) {
        self.source = source
        self.nesting = nesting
        list = Lexer.tokens(of: source, in: range)
        diagnostics = list.diagnostics
    }
}

/// What the place in the program says about what may stand there.
struct ParsingContext {
    /// Whether a line break ends a statement; not so within parentheses and brackets.
    var newlinesMatter = true
    /// Whether an expression is read whose end is the `{` of a body.
    var isHead = false
    var isInFunction = false
    var isInLoop = false
    /// The token that opened the innermost block, for recovery.
    var blockOpener: Int?
}

// MARK: Reading tokens

extension Parser {
    var token: Token { list.tokens[min(index, list.tokens.count - 1)] }
    var kind: Token.Kind { token.kind }
    var previous: Token? { index > 0 ? list.tokens[index - 1] : nil }

    /// The token at a distance; the last one beyond the end.
    func peek(_ distance: Int = 1) -> Token { list.tokens[min(index + distance, list.tokens.count - 1)] }

    /// Whether the token stands on a line of its own where that ends a statement.
    var isAtLineStart: Bool { token.newlineBefore && context.newlinesMatter }

    mutating func advance() { index = min(index + 1, list.tokens.count - 1) }

    /// Moves on if the token is of this kind.
    mutating func take(_ kind: Token.Kind) -> Bool {
        guard self.kind == kind else { return false }
        advance()
        return true
    }

    func span(_ token: Token) -> Span { Span(source.id, token.start, token.end) }
    var tokenSpan: Span { span(token) }

    /// From a place to the end of the token that was read last.
    func span(from start: UInt32) -> Span { Span(source.id, start, max(start, previous?.end ?? start)) }

    func text(_ token: Token) -> String { source.text(span(token)) }

    /// Reads a name; a keyword in its place is a mistake of its own.
    mutating func name(_ role: String) throws(Diagnostic) -> Identifier {
        let found = token
        if found.kind.isKeyword { throw .keywordAsName(tokenSpan, text(found)) }
        guard found.kind == .name else { throw unexpected(expected: role) }
        advance()
        return Identifier(name: text(found), span: span(found))
    }

    /// Whether the token may name a member, an argument or a field: there keywords are names too.
    func isLabel(_ token: Token) -> Bool { token.kind == .name || token.kind.isKeyword }
}

// MARK: Nesting

extension Parser {
    /// Parses something that may contain itself.
    mutating func nested<T>(
        _ body: (inout Parser) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> T {
        nesting += 1
        defer { nesting -= 1 }
        if nesting > Parser.nestingLimit { throw .nestedTooDeep(tokenSpan) }
        return try body(&self)
    }

    /// Parses something in another context, and comes back to this one.
    mutating func within<T>(
        _ change: (inout ParsingContext) -> Void, _ body: (inout Parser) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> T {
        let outer = context
        defer { context = outer }
        change(&context)
        return try body(&self)
    }
}
