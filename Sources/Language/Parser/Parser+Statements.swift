import Signatures

extension Parser {
    /// The most mistakes that are reported at once; after so many the rest is not read.
    static let diagnosticLimit = 30

    /// Reads statements up to the end of the text or of the block.
    mutating func statements() -> [Statement] {
        var found: [Statement] = []
        while kind != .endOfText, !isEndOfBlock {
            if let statement = statement() { found.append(statement) }
        }
        return found
    }

    /// The next statement; nothing if there was a mistake that it could not be read past.
    mutating func statement() -> Statement? {
        if take(.semicolon) { return nil }
        let start = index
        var found: Statement?
        do throws(Diagnostic) {
            found = try endedStatement()
        } catch {
            reportFailure(error)
            recover(from: start)
        }
        if diagnostics.count >= Parser.diagnosticLimit { index = list.tokens.count - 1 }
        return found
    }

    /// A statement with its end: a line break, `;`, or the end of the block.
    private mutating func endedStatement() throws(Diagnostic) -> Statement {
        let start = token.start
        let kind = try statementKind()
        let span = span(from: start)
        _ = take(.increment)
        let isSilent = take(.semicolon)
        if !isSilent { try expectEndOfStatement(after: kind) }
        return try Statement(kind, span, isSilent: isSilent)
    }

    private func expectEndOfStatement(after statement: Statement.Kind) throws(Diagnostic) {
        if kind == .endOfText || token.newlineBefore || isEndOfBlock { return }
        if case .assign = statement, kind == .comma, context.blockOpener != nil {
            throw .assignmentInRecord(tokenSpan)
        }
        throw unexpected(expected: "a new line or `;`")
    }

    private mutating func statementKind() throws(Diagnostic) -> Statement.Kind {
        if let repaired = try repairedStatement() { return repaired }
        switch kind {
        case .fn: return .function(try functionDefinition())
        case .layer: return .layer(try layerDefinition())
        case .for: return try forLoop()
        case .while: return try whileLoop()
        case .return: return try returnStatement()
        case .break, .continue: return try loopExit()
        default: return try expressionStatement()
        }
    }

    // MARK: Loops and return

    private mutating func forLoop() throws(Diagnostic) -> Statement.Kind {
        let keyword = token
        advance()
        let target = try loopTarget()
        guard take(.in) else { throw unexpected(expected: "`in`") }
        let values = try head("a value to go through")
        let body = try loopBody(of: keyword)
        return .forLoop(target: target, values: values, body: body)
    }

    /// `x`, `i, x` or `(i, x)`.
    private mutating func loopTarget() throws(Diagnostic) -> Expression {
        let start = token.start
        let isInParentheses = take(.leftParenthesis)
        var names: [Expression] = []
        repeat {
            let name = try name("the name of a loop variable")
            names.append(try Expression(.name(name.name), name.span))
        } while take(.comma)
        if isInParentheses, !take(.rightParenthesis) { throw unexpected(expected: "`)`") }
        if names.count == 1, !isInParentheses { return names[0] }
        return try Expression(.tuple(names), span(from: start))
    }

    private mutating func whileLoop() throws(Diagnostic) -> Statement.Kind {
        let keyword = token
        advance()
        let condition = try head("a condition")
        return .whileLoop(condition: condition, body: try loopBody(of: keyword))
    }

    private mutating func loopBody(of keyword: Token) throws(Diagnostic) -> Block {
        try within({ $0.isInLoop = true }) { p throws(Diagnostic) in try p.body(of: keyword) }
    }

    private mutating func loopExit() throws(Diagnostic) -> Statement.Kind {
        let word = token
        advance()
        if !context.isInLoop { report(.outsideLoop(span(word), text(word))) }
        return word.kind == .break ? .breakLoop : .continueLoop
    }

    private mutating func returnStatement() throws(Diagnostic) -> Statement.Kind {
        if !context.isInFunction { report(.outsideFunction(tokenSpan)) }
        advance()
        if isAtLineStart || [.semicolon, .rightBrace, .endOfText].contains(kind) { return .returnValue(nil) }
        return .returnValue(try valueOrTuple())
    }

    // MARK: Expressions and assignments

    private mutating func expressionStatement() throws(Diagnostic) -> Statement.Kind {
        let start = index
        let first = try firstExpression()
        if kind == .comma, !isAtLineStart { return try destructuring(first, from: start) }
        if kind == .assign { return try assignment(to: first) }
        if let update = kind.updateOperator { return try self.update(first, update) }
        return .expression(first)
    }

    /// `a, b = value`
    private mutating func destructuring(_ first: Expression, from start: Int) throws(Diagnostic)
        -> Statement.Kind
    {
        var targets = [first]
        while take(.comma) {
            if kind == .assign { break }
            targets.append(try expression())
        }
        let span = first.span.joined(with: targets[targets.count - 1].span)
        guard kind == .assign else { throw .bareTuple(span) }
        return try assignment(to: try Expression(.tuple(targets), span))
    }

    private mutating func assignment(to target: Expression) throws(Diagnostic) -> Statement.Kind {
        let sign = token
        if case .call(let callee, _, false) = target.kind, case .name = callee.kind {
            return try functionWithoutKeyword(target)
        }
        try checkTarget(target)
        advance()
        let valueLine = token
        let value = try valueOrTuple()
        if kind == .assign, !isAtLineStart {
            if valueLine.newlineBefore { throw .missingValue(span(sign)) }
            throw .assignmentInExpression(tokenSpan)
        }
        return .assign(target: target, value: value)
    }

    private mutating func update(
        _ target: Expression, _ update: BinaryOperator
    ) throws(Diagnostic) -> Statement.Kind {
        let operatorSpan = tokenSpan
        try checkTarget(target)
        if case .tuple = target.kind { throw .updateOfTuple(operatorSpan) }
        advance()
        return .update(target: target, update, value: try expression(), operatorSpan: operatorSpan)
    }

    /// A value, or several that make a tuple without parentheses, as in `a, b = b, a`.
    private mutating func valueOrTuple() throws(Diagnostic) -> Expression {
        let first = try expression()
        guard kind == .comma, !isAtLineStart, context.blockOpener == nil || !isFieldAhead else {
            return first
        }
        var elements = [first]
        while take(.comma) {
            if isAtLineStart || kind == .endOfText || kind == .semicolon { break }
            elements.append(try expression())
        }
        return try Expression(.tuple(elements), first.span.joined(with: elements[elements.count - 1].span))
    }

    /// Whether `, name =` follows: a record was written with `=`.
    private var isFieldAhead: Bool { peek(1).kind == .name && peek(2).kind == .assign }

    private func checkTarget(_ target: Expression) throws(Diagnostic) {
        switch target.kind {
        case .name, .index, .member: return
        case .tuple(let targets) where !targets.isEmpty:
            for target in targets { try checkTarget(target) }
        case .column(let name): throw .assignmentToColumn(target.span, name)
        default: throw .notATarget(target.span)
        }
    }
}
