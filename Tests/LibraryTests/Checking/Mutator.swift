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
        for statement in program.statements { statement.walk { mutate($0) } }
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
}
