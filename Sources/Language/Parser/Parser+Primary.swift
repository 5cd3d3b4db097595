import Signatures

extension Parser {
    /// A value without operators around it.
    mutating func primary() throws(Diagnostic) -> Expression {
        let first = token
        switch first.kind {
        case .name:
            if peek().kind == .arrow, !(peek().newlineBefore && context.newlinesMatter) { return try arrow() }
            advance()
            return try Expression(.name(text(first)), span(first))
        case .int, .float, .true, .false, .none, .badLiteral: return try literal()
        case .string:
            advance()
            return try string(first)
        case .dot: return try column()
        case .leftParenthesis: return isArrow ? try arrow() : try parenthesized()
        case .leftBracket: return try bracket()
        case .leftBrace: return try braces()
        case .if: return try conditional()
        case .try: return try attempt()
        default: throw notAValue()
        }
    }

    private func notAValue() -> Diagnostic {
        switch kind {
        case .fn: return .functionInExpression(tokenSpan)
        case .layer, .for, .while, .return, .break, .continue:
            return .keywordInExpression(tokenSpan, text(token))
        case .assign where previous?.kind == .assign:
            return .unexpected(tokenSpan, "`=`", expected: "a value")
        default: return unexpected(expected: "a value")
        }
    }

    private mutating func literal() throws(Diagnostic) -> Expression {
        let word = token
        advance()
        let span = span(word)
        switch word.kind {
        case .true: return try Expression(.bool(true), span)
        case .false: return try Expression(.bool(false), span)
        case .int:
            guard let value = integerValue(word) else {
                report(.integerOverflow(span))
                return try Expression(.int(0), span)
            }
            return try Expression(.int(value), span)
        case .float: return try Expression(.float(decimal(word)), span)
        default: return try Expression(.none, span)
        }
    }

    func integerValue(_ token: Token) -> Int64? {
        let digits = text(token).filter { $0 != "_" }
        return digits.hasPrefix("0x") || digits.hasPrefix("0X")
            ? Int64(digits.dropFirst(2), radix: 16) : Int64(digits)
    }

    private mutating func decimal(_ token: Token) -> Double {
        let value = Double(text(token).filter { $0 != "_" }) ?? .infinity
        if value.isInfinite { report(.decimalOverflow(span(token))) }
        return value
    }

    /// `.name` where an expression begins.
    private mutating func column() throws(Diagnostic) -> Expression {
        let start = token.start
        advance()
        guard isLabel(token), !token.spaceBefore else {
            throw unexpected(expected: "the name of a column after `.`")
        }
        let name = text(token)
        advance()
        return try Expression(.column(name), span(from: start))
    }

    // MARK: Parentheses and brackets

    /// `(e)`, or a tuple: `()`, `(a,)`, `(a, b)`.
    private mutating func parenthesized() throws(Diagnostic) -> Expression {
        let start = token.start
        let elements = try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightParenthesis) { p throws(Diagnostic) in try p.expression() }
        }
        let endsInComma = index >= 2 && list.tokens[index - 2].kind == .comma
        if elements.count == 1, !endsInComma { return elements[0] }
        return try Expression(.tuple(elements), span(from: start))
    }

    private mutating func bracket() throws(Diagnostic) -> Expression {
        let start = token.start
        let elements = try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightBracket) { p throws(Diagnostic) in try p.expression() }
        }
        return try Expression(.bracket(elements), span(from: start))
    }

    // MARK: Arrows

    /// Whether the `(` here opens the parameters of an arrow.
    private var isArrow: Bool {
        guard token.partner != Token.noPartner else { return false }
        let next = list.tokens[min(Int(token.partner) + 1, list.tokens.count - 1)]
        return next.kind == .arrow && !(next.newlineBefore && context.newlinesMatter)
    }

    private mutating func arrow() throws(Diagnostic) -> Expression {
        let start = token.start
        let parameters = kind == .name ? [try arrowParameter()] : try arrowParameters()
        checkParameters(parameters)
        advance()
        let body = try within({ c in
            c.isInFunction = true
            c.isInLoop = false
        }) { p throws(Diagnostic) in try p.expression() }
        return try Expression(.arrow(parameters, body: body), span(from: start))
    }

    private mutating func arrowParameters() throws(Diagnostic) -> [FormalParameter] {
        try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightParenthesis) { p throws(Diagnostic) in
                try p.arrowParameter()
            }
        }
    }

    private mutating func arrowParameter() throws(Diagnostic) -> FormalParameter {
        let name = try name("the name of a parameter")
        if kind == .colon || kind == .assign { throw .arrowWithAnnotation(tokenSpan) }
        return FormalParameter(name: name, annotation: nil, defaultValue: nil)
    }

    // MARK: Braces

    /// A record or a block.
    private mutating func braces() throws(Diagnostic) -> Expression {
        if isRecord(at: index) {
            if context.isHead { throw .recordInHead(tokenSpan) }
            return try record()
        }
        if context.isHead { throw .blockInHead(tokenSpan) }
        let block = try block()
        return try Expression(.block(block), block.span)
    }

    /// Whether the `{` at a token opens a record: if `}`, `...`, `name:` or `"text":` follows.
    func isRecord(at brace: Int) -> Bool {
        let next = peek(brace - index + 1)
        switch next.kind {
        case .rightBrace, .ellipsis: return true
        default: return (isLabel(next) || next.kind == .string) && peek(brace - index + 2).kind == .colon
        }
    }

    private mutating func record() throws(Diagnostic) -> Expression {
        let start = token.start
        var names: Set<String> = []
        let items = try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightBrace) { p throws(Diagnostic) in try p.recordItem(&names) }
        }
        return try Expression(.record(items), span(from: start))
    }

    private mutating func recordItem(_ names: inout Set<String>) throws(Diagnostic) -> RecordItem {
        let start = token
        if take(.ellipsis) { return .spread(try expression(), span(from: start.start)) }
        let name = try fieldName()
        guard take(.colon) else { throw unexpected(expected: "`:` and the value of the field") }
        if !names.insert(name.name).inserted { report(.occursTwice(name.span, "the field", name.name)) }
        return .field(name, try expression())
    }

    private mutating func fieldName() throws(Diagnostic) -> Identifier {
        let word = token
        guard isLabel(word) || word.kind == .string else { throw unexpected(expected: "the name of a field") }
        advance()
        if word.kind != .string { return Identifier(name: text(word), span: span(word)) }
        guard case .string(let text) = try string(word).kind else { throw .fieldNameWithValue(span(word)) }
        return Identifier(name: text, span: span(word))
    }
}
