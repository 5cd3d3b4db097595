// All expressions of a tree, each before those in it.

extension Expression {
    package func walk(_ visit: (Expression) -> Void) {
        visit(self)
        forEachChild { $0.walk(visit) }
        switch kind {
        case .arrow(let parameters, let body):
            parameters.walk(visit)
            body.walk(visit)
        case .conditional(let branches, let otherwise):
            for branch in branches {
                branch.condition.walk(visit)
                branch.body.walk(visit)
            }
            otherwise?.walk(visit)
        case .attempt(let body, _, let handler):
            body.walk(visit)
            handler.walk(visit)
        case .block(let block): block.walk(visit)
        default: break
        }
    }
}

extension Statement {
    package func walk(_ visit: (Expression) -> Void) {
        switch kind {
        case .expression(let value): value.walk(visit)
        case .assign(let target, let value), .update(let target, _, let value, _):
            target.walk(visit)
            value.walk(visit)
        case .function(let definition): definition.walk(visit)
        case .layer(let definition):
            definition.parameters.walk(visit)
            definition.fields.forEach { $0.value.walk(visit) }
            definition.methods.forEach { $0.walk(visit) }
        case .forLoop(let target, let values, let body):
            target.walk(visit)
            values.walk(visit)
            body.walk(visit)
        case .whileLoop(let condition, let body):
            condition.walk(visit)
            body.walk(visit)
        case .returnValue(let value): value?.walk(visit)
        case .breakLoop, .continueLoop: break
        }
    }
}

extension Block {
    package func walk(_ visit: (Expression) -> Void) { statements.forEach { $0.walk(visit) } }
}

extension FunctionDefinition {
    fileprivate func walk(_ visit: (Expression) -> Void) {
        parameters.walk(visit)
        body.walk(visit)
    }
}

extension [FormalParameter] {
    fileprivate func walk(_ visit: (Expression) -> Void) { forEach { $0.defaultValue?.walk(visit) } }
}
