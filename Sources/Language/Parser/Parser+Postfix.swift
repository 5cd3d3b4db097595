import Signatures

extension Parser {
    /// A value with the calls, indices and members that follow it.
    mutating func postfixed() throws(Diagnostic) -> Expression {
        try postfixes(of: try primary())
    }

    mutating func postfixes(of base: Expression) throws(Diagnostic) -> Expression {
        var value = base
        while true {
            switch kind {
            case .leftParenthesis where !isAtLineStart:
                let arguments = try arguments()
                value = try Expression(.call(value, arguments, isPiped: false), span(from: base.span.start))
            case .leftBracket where !isAtLineStart:
                let items = try indexItems()
                value = try Expression(.index(value, items), span(from: base.span.start))
            case .dot where !isAtLineStart || isCallOfMember:
                value = try member(of: value, from: base.span.start)
            default: return value
            }
        }
    }

    /// Whether `.name(` stands here, which at the start of a line continues the line before.
    var isCallOfMember: Bool {
        kind == .dot && isLabel(peek()) && peek(2).kind == .leftParenthesis && !peek(2).newlineBefore
    }

    private mutating func member(of base: Expression, from start: UInt32) throws(Diagnostic) -> Expression {
        advance()
        guard isLabel(token) else { throw unexpected(expected: "a name after `.`") }
        let name = token
        advance()
        if kind == .leftParenthesis, !isAtLineStart {
            let arguments = try arguments()
            return try Expression(
                .methodCall(base, name: text(name), nameSpan: span(name), arguments), span(from: start))
        }
        return try Expression(.member(base, name: text(name), nameSpan: span(name)), span(from: start))
    }

    // MARK: Lists of elements

    /// Elements between brackets, parted by commas, the opener having been read. Reads the closer.
    mutating func elements<T>(
        from opener: Int, to closer: Token.Kind, _ element: (inout Parser) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> [T] {
        var found: [T] = []
        let bracket = list.tokens[opener]
        if bracket.partner == Token.noPartner { throw neverClosed(opener) }
        while kind != closer {
            found.append(try element(&self))
            if found.count > Parser.elementLimit { throw .tooManyElements(span(bracket)) }
            guard take(.comma) else { break }
        }
        guard kind == closer else { throw missingComma(in: bracket) }
        advance()
        return found
    }

    private func missingComma(in bracket: Token) -> Diagnostic {
        let expected = "`,` or `\(text(list.tokens[Int(bracket.partner)]))`"
        var diagnostic = unexpected(expected: expected)
        // Python's comprehension.
        if kind == .for { diagnostic.help = "write `map(xs, x -> …)`, and `filter` for those that are wanted" }
        if diagnostic.labels.count == 1 { diagnostic.labels.append(.init(span(bracket), "opened here")) }
        return diagnostic
    }

    /// Reads what stands between `(` or `[` and its closer, where line breaks do not count.
    mutating func bracketed<T>(
        _ content: (inout Parser, _ opener: Int) throws(Diagnostic) -> T
    ) throws(Diagnostic) -> T {
        let opener = index
        advance()
        return try within({ c in
            c.newlinesMatter = false
            c.isHead = false
        }) { p throws(Diagnostic) in try content(&p, opener) }
    }

    // MARK: Arguments

    private mutating func arguments() throws(Diagnostic) -> [Argument] {
        try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightParenthesis) { p throws(Diagnostic) in try p.argument() }
        }
    }

    private mutating func argument() throws(Diagnostic) -> Argument {
        let label = token
        let isAssigned = label.kind == .name && peek().kind == .assign
        guard isLabel(label), peek().kind == .colon || isAssigned else {
            return Argument(name: nil, value: try expression())
        }
        advance()
        if isAssigned {
            report(.argumentWithEquals(tokenSpan, text(label), sign: Span(source.id, label.end, peek().start)))
        }
        advance()
        return Argument(name: Identifier(name: text(label), span: span(label)), value: try expression())
    }

    // MARK: Indices

    private mutating func indexItems() throws(Diagnostic) -> [IndexItem] {
        let start = token
        let items = try bracketed { p, opener throws(Diagnostic) in
            try p.elements(from: opener, to: .rightBracket) { p throws(Diagnostic) in try p.indexItem() }
        }
        if items.isEmpty { throw .emptyIndex(span(from: start.start)) }
        return items
    }

    private mutating func indexItem() throws(Diagnostic) -> IndexItem {
        let start = token
        if kind == .ellipsis, endsIndexItem(peek().kind) {
            advance()
            return .ellipsis(span(start))
        }
        let first = kind == .colon ? nil : try expression()
        guard take(.colon) else {
            guard let first else { throw unexpected(expected: "an index") }
            return .at(first)
        }
        let stop = try boundOfSlice()
        let step = take(.colon) ? try boundOfSlice() : nil
        return .slice(start: first, stop: stop, step: step, span(from: start.start))
    }

    private mutating func boundOfSlice() throws(Diagnostic) -> Expression? {
        endsIndexItem(kind) ? nil : try expression()
    }

    private func endsIndexItem(_ kind: Token.Kind) -> Bool {
        kind == .comma || kind == .colon || kind == .rightBracket
    }
}
