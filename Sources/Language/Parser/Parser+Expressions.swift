import Signatures

/// How tightly operators bind, loosest first.
private enum Level: Int {
    case pipe = 1
    case compose, or, and, not, comparison, range, sum, product
}

extension Parser {
    mutating func expression() throws(Diagnostic) -> Expression {
        try nested { p throws(Diagnostic) in try p.operators(from: Level.pipe.rawValue) }
    }

    /// The expression that begins a statement. If it is a whole `if` or `try`, it ends at its `}`.
    mutating func firstExpression() throws(Diagnostic) -> Expression {
        switch kind {
        case .if: return try conditional()
        case .try: return try attempt()
        default: return isContinuation ? try continuation() : try expression()
        }
    }

    private var isContinuation: Bool {
        continuesFromLast && index == 0 && (kind == .pipe || kind == .compose || isCallOfMember)
    }

    /// What a line of the prompt does to the value shown last.
    private mutating func continuation() throws(Diagnostic) -> Expression {
        let last = try Expression(.name("_"), Span(source.id, token.start, token.start))
        return try operators(after: try postfixes(of: last))
    }

    /// An expression of operators that bind at least as tightly as `level`.
    private mutating func operators(from level: Int) throws(Diagnostic) -> Expression {
        try operators(after: try operand(in: level), from: level)
    }

    /// The operators that follow an operand, with what they apply to.
    mutating func operators(after first: Expression, from level: Int = 1) throws(Diagnostic) -> Expression {
        var left = first
        while let (found, binary) = operatorHere(), found.rawValue >= level {
            switch found {
            case .pipe: left = try piped(left)
            case .comparison: left = try comparison(left)
            case .range: left = try range(left)
            case .or: left = try logical(.or, left, found)
            case .and: left = try logical(.and, left, found)
            default: left = try self.binary(binary, left, found)
            }
        }
        return left
    }

    /// The operator at the token, unless a line break has ended the expression.
    private func operatorHere() -> (Level, BinaryOperator)? {
        if isAtLineStart, !kind.continuesLine { return nil }
        switch kind {
        case .pipe: return (.pipe, .compose)
        case .compose: return (.compose, .compose)
        case .or: return (.or, .equal)
        case .and: return (.and, .equal)
        case .halfOpenRange, .ellipsis: return (.range, .add)
        case .plus: return (.sum, .add)
        case .minus: return (.sum, .subtract)
        case .star: return (.product, .multiply)
        case .slash: return (.product, .divide)
        case .doubleSlash: return (.product, .floorDivide)
        case .percent: return (.product, .remainder)
        case .at: return (.product, .matrixMultiply)
        default: return comparisonHere.map { (.comparison, $0) }
        }
    }

    private var comparisonHere: BinaryOperator? {
        switch kind {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .in: .contained
        case .not where peek().kind == .in: .notContained
        default: nil
        }
    }

    private mutating func binary(
        _ binary: BinaryOperator, _ left: Expression, _ level: Level
    ) throws(Diagnostic) -> Expression {
        let sign = tokenSpan
        advance()
        let right = try operators(from: level.rawValue + 1)
        return try Expression(
            .binary(binary, left, right, operatorSpan: sign), left.span.joined(with: right.span))
    }

    private mutating func logical(
        _ logical: LogicalOperator, _ left: Expression, _ level: Level
    ) throws(Diagnostic) -> Expression {
        let sign = tokenSpan
        advance()
        let right = try operators(from: level.rawValue + 1)
        return try Expression(
            .logical(logical, left, right, operatorSpan: sign), left.span.joined(with: right.span))
    }

    /// `low..<high`; a range of ranges has no meaning, so it takes no second one.
    private mutating func range(_ low: Expression) throws(Diagnostic) -> Expression {
        let isClosed = kind == .ellipsis
        advance()
        let high = try operators(from: Level.range.rawValue + 1)
        if kind == .halfOpenRange || kind == .ellipsis { throw .rangeOfRanges(tokenSpan) }
        return try Expression(.range(low, high, closed: isClosed), low.span.joined(with: high.span))
    }

    /// One comparison, or a chain of them.
    private mutating func comparison(_ first: Expression) throws(Diagnostic) -> Expression {
        var links: [ComparisonLink] = []
        while let comparison = isAtLineStart ? nil : comparisonHere {
            let sign = token
            advance()
            if comparison == .notContained { advance() }
            let operatorSpan = span(from: sign.start)
            let operand = try operators(from: Level.comparison.rawValue + 1)
            links.append(ComparisonLink(comparison: comparison, operatorSpan: operatorSpan, operand: operand))
        }
        if links.count > 1, let link = links.first(where: { !$0.comparison.chains }) {
            report(.chain(link, first, links, source))
        }
        return try comparison(first, links)
    }

    private func comparison(_ first: Expression, _ links: [ComparisonLink]) throws(Diagnostic) -> Expression {
        let last = links[links.count - 1]
        let span = first.span.joined(with: last.operand.span)
        guard links.count == 1 else { return try Expression(.comparison(first, links), span) }
        return try Expression(
            .binary(last.comparison, first, last.operand, operatorSpan: last.operatorSpan), span)
    }

    /// `x |> f` is `f(x)`, `x |> f(a)` is `f(x, a)`; anything else, also in parentheses, is applied to `x`.
    private mutating func piped(_ left: Expression) throws(Diagnostic) -> Expression {
        advance()
        let first = token
        let right = try operators(from: Level.pipe.rawValue + 1)
        let span = left.span.joined(with: right.span)
        let argument = Argument(name: nil, value: left)
        // `(f(a))` is a value to apply; `(f)(a)` is a call.
        if first.kind == .leftParenthesis, Int(first.partner) == index - 1 {
            return try Expression(.call(right, [argument], isPiped: true), span)
        }
        switch right.kind {
        case .call(let callee, let arguments, false):
            return try Expression(.call(callee, [argument] + arguments, isPiped: true), span)
        case .methodCall(let receiver, let name, let nameSpan, let arguments):
            return try Expression(
                .methodCall(receiver, name: name, nameSpan: nameSpan, [argument] + arguments), span)
        case .member(let receiver, let name, let nameSpan):
            return try Expression(.methodCall(receiver, name: name, nameSpan: nameSpan, [argument]), span)
        default:
            return try Expression(.call(right, [argument], isPiped: true), span)
        }
    }

    // MARK: Operands

    private mutating func operand(in level: Int) throws(Diagnostic) -> Expression {
        guard kind == .not else { return try prefixed() }
        if level > Level.not.rawValue { throw .notNeedsParentheses(tokenSpan) }
        let start = token.start
        advance()
        let operand = try nested { p throws(Diagnostic) in try p.operators(from: Level.not.rawValue) }
        return try Expression(.unary(.not, operand), span(from: start))
    }

    /// An operand with its signs and its power: `-2^2` is `-(2^2)`, and `2^-1` may have a sign of its own.
    private mutating func prefixed() throws(Diagnostic) -> Expression {
        let start = token.start
        switch kind {
        case .minus:
            advance()
            if let least = leastInteger(from: start) { return try Expression(.int(least), span(from: start)) }
            let operand = try nested { p throws(Diagnostic) in try p.prefixed() }
            return try Expression(.unary(.negate, operand), span(from: start))
        case .plus, .increment:
            if kind == .plus { report(.unaryPlus(tokenSpan)) }
            advance()
            return try nested { p throws(Diagnostic) in try p.prefixed() }
        default:
            return try power(try postfixed())
        }
    }

    private mutating func power(_ base: Expression) throws(Diagnostic) -> Expression {
        guard kind == .caret, !isAtLineStart else { return base }
        let sign = tokenSpan
        advance()
        let exponent = try nested { p throws(Diagnostic) in try p.prefixed() }
        return try Expression(
            .binary(.power, base, exponent, operatorSpan: sign), base.span.joined(with: exponent.span))
    }

    /// The least 64-bit integer: its digits alone are one too large.
    private mutating func leastInteger(from start: UInt32) -> Int64? {
        guard kind == .int, peek().kind != .caret, text(token) == "9223372036854775808" else { return nil }
        advance()
        return Int64.min
    }
}
