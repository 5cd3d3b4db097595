import Signatures

extension Parser {
    /// The expression between a keyword and its body. A `{` ends it, so a record in it needs parentheses.
    mutating func head(_ role: String) throws(Diagnostic) -> Expression {
        if kind == .leftBrace, !isRecord(at: index) || peek().kind == .rightBrace {
            throw .unexpected(tokenSpan, "`{`", expected: role)
        }
        let value = try within({ c in
            c.isHead = true
            c.newlinesMatter = true
        }) { p throws(Diagnostic) in try p.expression() }
        guard kind == .assign else { return value }
        report(.assignmentInCondition(tokenSpan))
        advance()
        _ = try within({ $0.isHead = true }) { p throws(Diagnostic) in try p.expression() }
        return value
    }

    /// `{ … }` where a body is due; after Python's `:`, the lines that are indented deeper than the keyword's.
    mutating func body(of keyword: Token) throws(Diagnostic) -> Block {
        if kind == .colon, peek().newlineBefore || peek().kind == .endOfText {
            return try indentedBody(of: keyword)
        }
        guard kind == .leftBrace else { throw missingBody(of: keyword) }
        return try block()
    }

    private func missingBody(of keyword: Token) -> Diagnostic {
        if kind == .colon || kind == .assign { return unexpected(expected: "`{`") }
        return .missingBody(tokenSpan, text(keyword), found: shown(token))
    }

    private mutating func indentedBody(of keyword: Token) throws(Diagnostic) -> Block {
        report(.bodyAfterColon(tokenSpan))
        let indentation = column(list.tokens[firstOfLine(of: keyword)])
        let start = token.start
        advance()
        let found = try within({
            $0.newlinesMatter = true
            $0.isHead = false
        }) { p throws(Diagnostic) in
            try p.nested { p throws(Diagnostic) in p.indentedStatements(deeperThan: indentation) }
        }
        return Block(statements: found, span: span(from: start))
    }

    private mutating func indentedStatements(deeperThan indentation: Int) -> [Statement] {
        var found: [Statement] = []
        while kind != .endOfText, !isEndOfBlock, token.newlineBefore, column(token) > indentation {
            if let statement = statement() { found.append(statement) }
        }
        return found
    }

    /// The index of the first token on the line of `token`, which has been read.
    private func firstOfLine(of token: Token) -> Int {
        var i = index
        while i > 0, list.tokens[i].start > token.start || !list.tokens[i].newlineBefore { i -= 1 }
        return i
    }

    /// `{ statements }`, the token being its `{`.
    mutating func block() throws(Diagnostic) -> Block {
        let opener = index
        let start = token.start
        advance()
        let found = try inBlock(openedAt: opener) { p throws(Diagnostic) in p.statements() }
        return Block(statements: found, span: span(from: start))
    }

    /// Reads what stands in the braces that opened at a token, and the closing one.
    mutating func inBlock<T>(
        openedAt opener: Int, _ content: (inout Parser) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> T {
        let result = try within(
            { c in
                c.newlinesMatter = true
                c.isHead = false
                c.blockOpener = opener
            }) { p throws(Diagnostic) in try p.nested(content) }
        if !take(.rightBrace) { reportFailure(neverClosed(opener)) }
        return result
    }

    /// `if a { } else if b { } else { }`
    mutating func conditional() throws(Diagnostic) -> Expression {
        let start = token.start
        var branches: [Branch] = []
        var otherwise: Block?
        repeat {
            let keyword = token
            advance()
            let condition = try head("a condition")
            branches.append(Branch(condition: condition, body: try body(of: keyword)))
        } while takeElseIf()
        if kind == .else {
            let keyword = token
            advance()
            otherwise = try body(of: keyword)
        }
        return try Expression(.conditional(branches, otherwise: otherwise), span(from: start))
    }

    /// Moves to the `if` of an `else if`; `elif` is read as one.
    private mutating func takeElseIf() -> Bool {
        if kind == .else, peek().kind == .if, !peek().newlineBefore {
            advance()
            return true
        }
        guard kind == .name, ForeignWords.elseIf.contains(text(token)) else { return false }
        report(.foreignClause(tokenSpan, text(token)))
        return true
    }

    /// `try { } catch name { }`
    mutating func attempt() throws(Diagnostic) -> Expression {
        let start = token
        advance()
        let attempted = try body(of: start)
        let keyword = token
        guard take(.catch) else {
            if kind == .name, text(token) == "except" { throw .foreignClause(tokenSpan, "except") }
            throw .tryWithoutCatch(span(start))
        }
        let name = kind == .leftBrace || kind == .colon ? nil : try name("a name for the error")
        let handler = try body(of: keyword)
        return try Expression(.attempt(attempted, name: name, handler: handler), span(from: start.start))
    }
}
