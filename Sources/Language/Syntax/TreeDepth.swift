// The depth of what lies below each kind of node.

extension Expression.Kind {
    var childDepth: Int {
        switch self {
        case .none, .bool, .int, .float, .string, .name, .column: 0
        case .interpolation(let parts): deepest(parts) { $0.depth }
        case .tuple(let elements), .bracket(let elements): deepest(elements) { $0.depth }
        case .record(let items): deepest(items) { $0.depth }
        case .unary(_, let operand): operand.depth
        case .binary(_, let a, let b, _), .logical(_, let a, let b, _), .range(let a, let b, _):
            max(a.depth, b.depth)
        case .comparison(let first, let links): max(first.depth, deepest(links) { $0.operand.depth })
        case .call(let callee, let arguments, _), .methodCall(let callee, _, _, let arguments):
            max(callee.depth, deepest(arguments) { $0.value.depth })
        case .index(let base, let items): max(base.depth, deepest(items) { $0.depth })
        case .member(let base, _, _): base.depth
        case .arrow(let parameters, let body): max(parameters.depth, body.depth)
        case .conditional(let branches, let otherwise):
            max(deepest(branches) { max($0.condition.depth, $0.body.depth) }, otherwise?.depth ?? 0)
        case .attempt(let body, _, let handler): max(body.depth, handler.depth)
        case .block(let block): block.depth
        }
    }
}

extension Statement.Kind {
    var childDepth: Int {
        switch self {
        case .expression(let value): value.depth
        case .assign(let target, let value), .update(let target, _, let value, _):
            max(target.depth, value.depth)
        case .function(let definition): definition.depth
        case .layer(let definition): definition.depth
        case .forLoop(let target, let values, let body): max(target.depth, values.depth, body.depth)
        case .whileLoop(let condition, let body): max(condition.depth, body.depth)
        case .breakLoop, .continueLoop: 0
        case .returnValue(let value): value?.depth ?? 0
        }
    }
}

extension [FormalParameter] {
    var depth: Int { deepest(self) { $0.defaultValue?.depth ?? 0 } }
}

extension StringPart {
    fileprivate var depth: Int {
        if case .value(let value, _) = self { value.depth } else { 0 }
    }
}

extension RecordItem {
    fileprivate var depth: Int {
        switch self {
        case .field(_, let value), .spread(let value, _): value.depth
        }
    }
}

extension IndexItem {
    fileprivate var depth: Int {
        switch self {
        case .at(let value): value.depth
        case .slice(let start, let stop, let step, _):
            max(start?.depth ?? 0, stop?.depth ?? 0, step?.depth ?? 0)
        case .ellipsis: 0
        }
    }
}

private func deepest<Element>(_ elements: [Element], _ depth: (Element) -> Int) -> Int {
    elements.reduce(0) { max($0, depth($1)) }
}
