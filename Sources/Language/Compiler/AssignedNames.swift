/// The names that a function's body, or a program, assigns: those are its own variables.
///
/// Blocks share their function's variables, so that the walk goes through all expressions; only the bodies of
/// other functions are left out.
struct AssignedNames {
    private(set) var names: [String] = []
    private var seen: Set<String> = []

    static func inStatements(_ statements: [Statement]) -> AssignedNames {
        var found = AssignedNames()
        statements.forEach { found.visit($0) }
        return found
    }

    static func inExpression(_ expression: Expression) -> AssignedNames {
        var found = AssignedNames()
        found.visit(expression)
        return found
    }

    private mutating func add(_ name: String) {
        if seen.insert(name).inserted { names.append(name) }
    }

    /// `x[i] = e` and `x.name = e` change a variable; they do not make one.
    private mutating func addTarget(_ target: Expression) {
        switch target.kind {
        case .name(let name): add(name)
        case .tuple(let parts): parts.forEach { addTarget($0) }
        default: visit(target)
        }
    }

    private mutating func visit(_ block: Block) { block.statements.forEach { visit($0) } }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let value): visit(value)
        case .assign(let target, let value):
            visit(value)
            addTarget(target)
        case .update(let target, _, let value, _):
            visit(target)
            visit(value)
        case .function(let definition): add(definition.name.name)
        case .layer(let definition): add(definition.name.name)
        case .forLoop(let target, let values, let body):
            visit(values)
            addTarget(target)
            visit(body)
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .returnValue(let value): value.map { visit($0) }
        case .breakLoop, .continueLoop: break
        }
    }

    private mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .conditional(let branches, let otherwise):
            for branch in branches {
                visit(branch.condition)
                visit(branch.body)
            }
            otherwise.map { visit($0) }
        case .attempt(let body, let name, let handler):
            visit(body)
            name.map { add($0.name) }
            visit(handler)
        case .block(let block): visit(block)
        default: expression.forEachChild { visit($0) }
        }
    }
}

extension Expression {
    /// Calls `visit` with each expression directly within this one, statements of blocks and bodies of functions
    /// left out.
    func forEachChild(_ visit: (Expression) -> Void) {
        switch kind {
        case .none, .bool, .int, .float, .string, .name, .column, .arrow, .conditional, .attempt, .block:
            break
        case .interpolation(let parts):
            for case .value(let value, _) in parts { visit(value) }
        case .tuple(let elements), .bracket(let elements): elements.forEach(visit)
        case .record(let items): items.forEach { visit($0.value) }
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
            items.forEach { $0.forEachPart(visit) }
        }
    }
}

extension RecordItem {
    var value: Expression {
        switch self {
        case .field(_, let value), .spread(let value, _): value
        }
    }
}

extension IndexItem {
    func forEachPart(_ visit: (Expression) -> Void) {
        switch self {
        case .at(let value): visit(value)
        case .slice(let start, let stop, let step, _): [start, stop, step].forEach { $0.map(visit) }
        case .ellipsis: break
        }
    }
}
