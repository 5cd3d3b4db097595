import Signatures

/// A part of a variable that a statement changes.
struct TargetPath {
    var variable: Int
    var steps: [UpdatePath.Step]
    /// The first of the registers that hold the keys.
    var firstKey: Int
}

extension FunctionBuilder {
    /// Evaluates the keys of `target`, which is a variable or a part of one.
    func path(to target: Expression) throws(Diagnostic) -> TargetPath {
        var steps: [UpdatePath.Step] = []
        var keys: [Expression] = []
        var root = target
        while true {
            switch root.kind {
            case .member(let base, let name, _):
                steps.append(.member(name))
                root = base
                continue
            case .index(let base, let items):
                steps.append(.index(items.map(\.shape)))
                var parts: [Expression] = []
                items.forEach { $0.forEachPart { parts.append($0) } }
                keys = parts + keys
                root = base
                continue
            case .name(let name):
                let variable = try changeable(name, at: root.span)
                let firstKey = try newRegisters(max(1, keys.count), at: target.span)
                try window(keys, from: firstKey)
                return TargetPath(variable: variable, steps: steps.reversed(), firstKey: firstKey)
            default:
                throw Diagnostic(
                    .syntax, "only a variable, a field or an element of one can be changed", at: root.span)
            }
        }
    }

    func assign(_ value: Expression, at path: TargetPath, _ target: Expression) throws(Diagnostic) {
        let register = try newRegister(at: value.span)
        try expression(value, into: register)
        let span = target.span
        var operands = [span, value.span]
        if path.steps.count == 1, case .index(let shapes) = path.steps[0], shapes.count <= 2,
            shapes.allSatisfy({ if case .value = $0 { true } else { false } })
        {
            if case .index(let base, let items) = target.kind { operands = [base.span] + items.map(\.span) }
            emit(
                shapes.count == 1 ? .setIndex : .setIndex2, a: path.variable, b: path.firstKey, c: register,
                site: Site(span: span, operands: operands, named: [("value", value.span)]))
            return
        }
        emitUpdate(path, .assign, value: register, arguments: 1, span, operands)
    }

    func emitUpdate(
        _ path: TargetPath, _ action: UpdatePath.Action, value: Int, arguments: Int, _ span: Span,
        _ operands: [Span]
    ) {
        tables.paths.append(UpdatePath(steps: path.steps, action: action, argumentCount: arguments))
        let isPush = if case .push = action { path.steps.isEmpty && arguments == 1 } else { false }
        if path.steps.count == 1, case .member = path.steps[0], let change = FieldChange(action) {
            emit(
                .updateField, a: path.variable, c: value, d: tables.paths.count - 1, flag: change.rawValue,
                site: Site(span: span, operands: operands))
            return
        }
        emit(
            isPush ? .push : .update, a: path.variable, b: path.firstKey, c: value, d: tables.paths.count - 1,
            site: Site(span: span, operands: operands))
    }

    /// `xs.push(v)` and its like; false if the receiver is not a variable or a part of one.
    func dottedUpdate(
        _ receiver: Expression, _ name: Identifier, _ arguments: [Argument], into target: Int, _ span: Span
    ) throws(Diagnostic) -> Bool {
        guard let action = UpdatePath.Action(method: name.name), receiver.isPath,
            arguments.allSatisfy({ $0.name == nil })
        else { return false }
        let path = try path(to: receiver)
        let first = try newRegisters(max(1, arguments.count), at: span)
        try window(arguments.map(\.value), from: first)
        emitUpdate(
            path, action, value: first, arguments: arguments.count, span,
            [receiver.span] + arguments.map(\.value.span))
        emit(.take, a: target, b: first)
        return true
    }
}

extension FieldChange {
    /// Nil for what only lists can do, and for what is too rare.
    fileprivate init?(_ action: UpdatePath.Action) {
        switch action {
        case .assign: self = .assign
        case .operate(.add): self = .add
        case .operate(.subtract): self = .subtract
        case .operate(.multiply): self = .multiply
        case .operate(.divide): self = .divide
        default: return nil
        }
    }
}

extension Expression {
    /// Whether this is a variable, or fields and elements of one.
    package var isPath: Bool {
        switch kind {
        case .name: true
        case .member(let base, _, _), .index(let base, _): base.isPath
        default: false
        }
    }
}
