import Signatures

// What newcomers write from habit, read as what they mean.

extension Parser {
    /// A statement that begins in the manner of another language, or nothing if this one does not.
    mutating func repairedStatement() throws(Diagnostic) -> Statement.Kind? {
        if kind.isKeyword, peek().kind == .assign {
            report(.keywordAsName(tokenSpan, text(token)))
            advance()
            advance()
            return .expression(try expression())
        }
        guard kind == .name, peek().kind == .name, !peek().newlineBefore else { return nil }
        if ForeignWords.function.contains(text(token)), peek(2).kind == .leftParenthesis {
            report(.foreignFunction(tokenSpan, text(token)))
            return .function(try functionDefinition())
        }
        guard ForeignWords.declaration.contains(text(token)) else { return nil }
        report(.declaration(tokenSpan, text(token), rest: peek().start))
        advance()
        return .expression(try discardedAssignment())
    }

    /// What follows `let`; only its mistakes are of interest.
    private mutating func discardedAssignment() throws(Diagnostic) -> Expression {
        let target = try expression()
        guard take(.assign) else { return target }
        return try expression()
    }

    /// `f(x) = …` at the top level: the definition that was meant.
    mutating func functionWithoutKeyword(_ target: Expression) throws(Diagnostic) -> Statement.Kind {
        let isDefinition = target.isCallOfNames
        report(.functionWithoutKeyword(target.span, isDefinition ? source.text(target.span) : nil))
        advance()
        let value = try within({ $0.isInFunction = true }) { p throws(Diagnostic) in try p.expression() }
        return .expression(value)
    }

    /// What is meant by a token that does not fit, where it can be told.
    func explainedMistake() -> Diagnostic? {
        switch kind {
        case .assign, .addAssign, .subtractAssign, .multiplyAssign, .divideAssign:
            return .assignmentInExpression(tokenSpan)
        case .rightParenthesis, .rightBracket, .rightBrace:
            return token.partner == Token.noPartner ? .strayCloser(tokenSpan, text(token)) : nil
        case .colon: return explainedColon()
        case .else, .catch: return .strayClause(tokenSpan, text(token))
        case .in where previous?.kind == .name: return nil
        case .name where ForeignWords.clause.contains(text(token)):
            return .foreignClause(tokenSpan, text(token))
        default: return explainedPair()
        }
    }

    /// `a:b` outside an index, `x: int = 3`, or a Python body.
    private func explainedColon() -> Diagnostic {
        if peek().newlineBefore || peek().kind == .endOfText { return .bodyAfterColon(tokenSpan) }
        if previous?.kind == .name, isLabel(peek()), peek(2).kind == .assign {
            return .annotatedVariable(tokenSpan)
        }
        return .sliceOutsideIndex(tokenSpan)
    }

    /// Two words side by side, the first of which is a keyword elsewhere: `print x`, `import numpy`.
    private func explainedPair() -> Diagnostic? {
        guard let previous, previous.kind == .name, kind.beginsValue || kind.isKeyword, !token.newlineBefore
        else {
            return nil
        }
        return .foreignWord(
            span(previous), text(previous), next: text(token), isListed: !context.newlinesMatter)
    }
}

extension Expression {
    /// Whether it is a call whose arguments could be parameters: names, with defaults or without.
    fileprivate var isCallOfNames: Bool {
        guard case .call(_, let arguments, false) = kind else { return false }
        return arguments.allSatisfy { argument in
            if argument.name != nil { return true }
            if case .name = argument.value.kind { return true }
            return false
        }
    }
}
