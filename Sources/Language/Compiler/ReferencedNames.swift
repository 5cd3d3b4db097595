/// Every name that an expression mentions, also within functions in it: more than are free in it, never fewer.
func referencedNames(_ expression: Expression) -> Set<String> {
    var found: Set<String> = []
    collect(expression, &found)
    return found
}

private func collect(_ expression: Expression, _ found: inout Set<String>) {
    switch expression.kind {
    case .name(let name): found.insert(name)
    case .methodCall(_, let name, _, _): found.insert(name)
    case .arrow(_, let body): collect(body, &found)
    case .conditional(let branches, let otherwise):
        for branch in branches {
            collect(branch.condition, &found)
            collect(branch.body, &found)
        }
        otherwise.map { collect($0, &found) }
    case .attempt(let body, _, let handler):
        collect(body, &found)
        collect(handler, &found)
    case .block(let block): collect(block, &found)
    default: break
    }
    expression.forEachChild { collect($0, &found) }
}

private func collect(_ block: Block, _ found: inout Set<String>) {
    for statement in block.statements {
        switch statement.kind {
        case .expression(let value): collect(value, &found)
        case .assign(let target, let value), .update(let target, _, let value, _):
            collect(target, &found)
            collect(value, &found)
        case .function(let definition): collect(definition.body, &found)
        case .layer(let definition): definition.fields.forEach { collect($0.value, &found) }
        case .forLoop(let target, let values, let body):
            collect(target, &found)
            collect(values, &found)
            collect(body, &found)
        case .whileLoop(let condition, let body):
            collect(condition, &found)
            collect(body, &found)
        case .returnValue(let value): value.map { collect($0, &found) }
        case .breakLoop, .continueLoop: break
        }
    }
}
