import Language
import Signatures

/// What a program says that has no effect: no mistake that a run would meet, but hardly what was meant.
struct Remarks {
    private(set) var found: [Diagnostic] = []

    init(_ program: Program) {
        lookAt(program.statements)
        for statement in program.statements { statement.walk { look(at: $0) } }
        for statement in program.statements { lookAtDefinitions(in: statement) }
    }

    private mutating func look(at expression: Expression) {
        switch expression.kind {
        case .block(let block): lookAt(block.statements)
        case .conditional(let branches, let otherwise):
            branches.forEach { lookAt($0.body.statements) }
            lookAt(otherwise?.statements ?? [])
        case .attempt(let body, _, let handler):
            lookAt(body.statements)
            lookAt(handler.statements)
        case .arrow(_, let body): lookForUnread(in: body)
        default: break
        }
    }

    private mutating func lookAtDefinitions(in statement: Statement) {
        switch statement.kind {
        case .function(let definition): lookForUnread(in: definition.body)
        case .layer(let definition): definition.methods.forEach { lookForUnread(in: $0.body) }
        default: break
        }
    }

    // MARK: - Unreachable code

    private mutating func lookAt(_ statements: [Statement]) {
        for (statement, next) in zip(statements, statements.dropFirst()) {
            guard let word = statement.leaving else { continue }
            add("this is never reached: `\(word)` stands before it", next.span)
        }
        for statement in statements {
            switch statement.kind {
            case .forLoop(_, _, let body), .whileLoop(_, let body): lookAt(body.statements)
            default: break
            }
        }
    }

    // MARK: - Variables that nothing reads

    private mutating func lookForUnread(in body: Expression) {
        guard case .block(let block) = body.kind else { return }
        let read = Mentions(in: block.statements).read
        for statement in block.statements {
            guard case .assign(let target, _) = statement.kind, case .name(let name) = target.kind,
                !read.contains(name), !name.hasPrefix("_")
            else { continue }
            add("nothing reads `\(name)`", target.span, help: "leave it out, or begin its name with `_`")
        }
    }

    private mutating func add(_ message: String, _ span: Span, help: String? = nil) {
        var diagnostic = Diagnostic(.name, message, at: span, help: help)
        diagnostic.severity = .warning
        found.append(diagnostic)
    }
}

extension Statement {
    /// The word by which the statement surely leaves its block.
    fileprivate var leaving: String? {
        switch kind {
        case .returnValue: "return"
        case .breakLoop: "break"
        case .continueLoop: "continue"
        default: nil
        }
    }
}
