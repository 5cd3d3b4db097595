/// Every name that an expression mentions, also within functions in it: more than are free in it, never fewer.
package func referencedNames(_ expression: Expression) -> Set<String> {
    var mentions = Mentions()
    mentions.visit(expression)
    return mentions.names
}

/// The names that some statements mention.
package struct Mentions {
    var names: Set<String> { read.union(assigned) }
    private var assigned: Set<String> = []
    /// Those that are more than the target of an assignment.
    package private(set) var read: Set<String> = []
    /// Where names stand as values.
    package private(set) var places: [(name: String, span: Span)] = []

    init() {}

    package init(in statements: some Sequence<Statement>) {
        for statement in statements { visit(statement) }
    }

    mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .name(let name):
            read.insert(name)
            places.append((name, expression.span))
        case .methodCall(_, let name, _, _): read.insert(name)
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
        default: break
        }
        expression.forEachChild { visit($0) }
    }

    private mutating func visit(_ block: Block) { block.statements.forEach { visit($0) } }

    private mutating func visit(_ statement: Statement) {
        switch statement.kind {
        case .expression(let value): visit(value)
        case .assign(let target, let value):
            if let assigned = target.plainNames { self.assigned.formUnion(assigned) } else { visit(target) }
            visit(value)
        case .update(let target, _, let value, _):
            visit(target)
            visit(value)
        case .function(let definition): visit(definition)
        case .layer(let definition):
            visit(definition.parameters)
            definition.fields.forEach { visit($0.value) }
            definition.methods.forEach { visit($0) }
        case .forLoop(let target, let values, let body):
            visit(target)
            visit(values)
            visit(body)
        case .whileLoop(let condition, let body):
            visit(condition)
            visit(body)
        case .returnValue(let value): if let value { visit(value) }
        case .breakLoop, .continueLoop: break
        }
    }

    private mutating func visit(_ definition: FunctionDefinition) {
        visit(definition.parameters)
        visit(definition.body)
    }

    private mutating func visit(_ parameters: [FormalParameter]) {
        for parameter in parameters { if let value = parameter.defaultValue { visit(value) } }
    }
}

extension Statement {
    /// The names that the statement gives a value, if it does nothing but that.
    package var definitions: [String]? {
        switch kind {
        case .assign(let target, _): target.plainNames
        case .function(let definition): [definition.name.name]
        case .layer(let definition): [definition.name.name]
        default: nil
        }
    }
}

extension Expression {
    /// The names of a target such as `a` or `(a, b)`; nil if it is more than names.
    fileprivate var plainNames: [String]? {
        switch kind {
        case .name(let name): return [name]
        case .tuple(let parts):
            let names = parts.map(\.plainNames)
            return names.contains { $0 == nil } ? nil : names.flatMap { $0 ?? [] }
        default: return nil
        }
    }
}
