import Language

/// One small mistake made in a program that runs.
struct Mutant {
    enum Mistake: String, CaseIterable {
        case renamed, columnRenamed, swapped, dropped, doubled, resized, retyped
    }

    let mistake: Mistake
    let text: String
    /// From 1.
    let line: Int
}

/// Makes every mistake of a few kinds at every place of a program, one at a time.
struct Mutator {
    private let source: SourceText
    private let lines: LineIndex
    private(set) var mutants: [Mutant] = []

    init(_ source: SourceText, _ program: Program) {
        self.source = source
        lines = LineIndex(source)
        for statement in program.statements { visit(statement) }
    }

    private mutating func add(_ mistake: Mutant.Mistake, _ span: Span, _ replacement: String) {
        let range = Int(span.start)..<Int(span.end)
        var bytes = source.bytes
        bytes.replaceSubrange(range, with: replacement.utf8)
        let line = lines.line(of: range.lowerBound) + 1
        mutants.append(Mutant(mistake: mistake, text: String(decoding: bytes, as: UTF8.self), line: line))
    }

    private func text(_ span: Span) -> String {
        String(decoding: source.bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
    }

    // MARK: - Mistakes

    private mutating func mutate(_ expression: Expression) {
        let span = expression.span
        switch expression.kind {
        case .name(let name): add(.renamed, span, name + "_z")
        case .column(let name): add(.columnRenamed, span, ".\(name)_z")
        case .int(let number):
            add(.resized, span, "\(number &+ 1)")
            add(.retyped, span, "\"a\"")
        case .float: add(.retyped, span, "\"a\"")
        case .string: add(.retyped, span, "1")
        case .binary(_, let a, let b, let operatorSpan):
            let between = source.bytes[Int(a.span.end)..<Int(b.span.start)]
            guard a.span.start == span.start, b.span.end == span.end, operatorSpan.start >= a.span.end else { return }
            add(.swapped, span, text(b.span) + String(decoding: between, as: UTF8.self) + text(a.span))
        case .call(_, let arguments, isPiped: false), .methodCall(_, _, _, let arguments): mutate(arguments)
        default: break
        }
    }

    private mutating func mutate(_ arguments: [Argument]) {
        for (index, argument) in arguments.enumerated() {
            add(.doubled, argument.span, text(argument.span) + ", " + text(argument.span))
            var dropped = argument.span
            if index + 1 < arguments.count {
                dropped.end = arguments[index + 1].span.start
            } else if index > 0 {
                dropped.start = arguments[index - 1].span.end
            }
            add(.dropped, dropped, "")
        }
    }

    // MARK: - All expressions

    private mutating func visit(_ expression: Expression) {
        mutate(expression)
        switch expression.kind {
        case .none, .bool, .int, .float, .string, .name, .column: break
        case .interpolation: break
        case .tuple(let elements), .bracket(let elements): elements.forEach { visit($0) }
        case .record(let items):
            for item in items {
                switch item {
                case .field(_, let value), .spread(let value, _): visit(value)
                }
            }
        case .unary(_, let operand), .member(let operand, _, _): visit(operand)
        case .binary(_, let a, let b, _), .logical(_, let a, let b, _), .range(let a, let b, _):
            visit(a)
            visit(b)
        case .comparison(let first, let links):
            visit(first)
            links.forEach { visit($0.operand) }
        case .call(let callee, let arguments, _), .methodCall(let callee, _, _, let arguments):
            visit(callee)
            arguments.forEach { visit($0.value) }
        case .index(let base, let items):
            visit(base)
            for case .at(let key) in items { visit(key) }
        case .arrow(_, let body): visit(body)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition)
                visit(branch.body)
            }
            if let otherwise { visit(otherwise) }
        case .attempt(let body, _, let handler):
            visit(body)
            visit(handler)
        case .block(let block): visit(block)
        }
    }

    private mutating func visit(_ block: Block) { block.statements.forEach { visit($0) } }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let value): visit(value)
        case .assign(_, let value): visit(value)
        case .update(_, _, let value, _): visit(value)
        case .function(let definition): visit(definition.body)
        case .layer(let definition):
            definition.fields.forEach { visit($0.value) }
            definition.methods.forEach { visit($0.body) }
        case .forLoop(_, let values, let body):
            visit(values)
            visit(body)
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }
}
