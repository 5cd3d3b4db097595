import Language
import Signatures

/// Whether a statement goes on to the next one.
enum Flow {
    case goesOn
    /// `break`, `continue` or `return` surely leaves.
    case leaves(Exit)

    enum Exit { case broken, continued, returned }

    var exit: Exit? { if case .leaves(let exit) = self { exit } else { nil } }
}

extension Checker {
    func execute(_ statement: Statement, _ scope: Scope) -> Flow {
        switch statement.kind {
        case .expression(let value): return evaluate(value, scope).flow
        case .assign(let target, let value):
            let named = named(value, scope, target)
            if let flow = named.leaving { return flow }
            assign(named.value, to: target, scope, value.span)
        case .update(let target, let operation, let value, _):
            update(target, operation, value, scope, statement.span)
        case .function(let definition): define(definition, scope)
        case .layer(let definition): define(definition, scope)
        case .forLoop(let target, let values, let body): return forLoop(target, values, body, scope)
        case .whileLoop(let condition, let body): return whileLoop(condition, body, scope)
        case .breakLoop: return .leaves(.broken)
        case .continueLoop: return .leaves(.continued)
        case .returnValue(let value):
            scope.returned.append(value.map { self.value($0, scope) } ?? Value.none)
            return .leaves(.returned)
        }
        return .goesOn
    }

    /// The value of the right side; an arrow gets the name of its variable.
    private func named(_ value: Expression, _ scope: Scope, _ target: Expression) -> Outcome {
        guard case .arrow(let parameters, let body) = value.kind, case .name(let name) = target.kind else {
            return evaluate(value, scope)
        }
        return Outcome(arrow(parameters, body, scope, name: name))
    }

    /// The statements of a block, and its value.
    func execute(_ block: Block, _ scope: Scope) -> Outcome {
        for statement in block.statements.dropLast() {
            let flow = execute(statement, scope)
            if flow.exit != nil { return Outcome(.unknown(), flow) }
        }
        guard let last = block.statements.last else { return Outcome(.none) }
        if case .expression(let value) = last.kind { return evaluate(value, scope) }
        return Outcome(.none, execute(last, scope))
    }

    // MARK: - Assignment

    func assign(_ value: Value, to target: Expression, _ scope: Scope, _ source: Span) {
        switch target.kind {
        case .name(let name): scope.set(name, value)
        case .tuple(let parts):
            let site = Site(span: target.span, operands: [source])
            for (part, element) in zip(parts, taken(apart: value, parts.count, site)) {
                assign(element, to: part, scope, source)
            }
        default: change(target, .assign, [value], scope, Site(span: target.span, operands: [target.span, source]))
        }
    }

    private func taken(apart value: Value, _ count: Int, _ site: Site) -> [Value] {
        let nothing = [Value](repeating: .unknown(), count: count)
        if let unknown = value.unknown {
            guard let witness = value.witness, unknown.outline == nil else { return nothing }
            _ = reporting(site) { .list(try machine.unpacked(witness, count: count)) }
            return nothing
        }
        do { return try machine.unpacked(value, count: count).map(settled) } catch {
            _ = report(error, site)
            return nothing
        }
    }

    private func update(
        _ target: Expression, _ operation: BinaryOperator, _ value: Expression, _ scope: Scope, _ span: Span
    ) {
        let site = Site(span: span, operands: [target.span, value.span])
        if case .name(let name) = target.kind {
            let old = read(name, scope, at: target.span)
            let right = self.value(value, scope)
            return scope.set(name, combined(operation, old, right, site))
        }
        guard let operation = Operator(operation) else { return }
        change(target, .operate(operation), [self.value(value, scope)], scope, site)
    }

    /// Changes a part of a variable; what the change gives.
    @discardableResult
    func change(
        _ target: Expression, _ change: UpdatePath.Action, _ arguments: [Value], _ scope: Scope, _ site: Site
    ) -> Value {
        var steps: [PartStep] = []
        var areKnown = arguments.allSatisfy { $0.isKnown || $0.unknown != nil }
        guard let name = path(to: target, scope, &steps, &areKnown) else { return .unknown() }
        var whole = read(name, scope, at: target.root.span)
        guard areKnown, machine.canReach(steps, in: whole) else {
            scope.set(name, .unknown(whole.type.withoutSizes))
            return .unknown()
        }
        defer { scope.set(name, settled(whole)) }
        return reporting(site) { try machine.change(&whole, at: steps, change, arguments) }
    }

    /// The way from a variable to a part of it; its name.
    private func path(
        to target: Expression, _ scope: Scope, _ steps: inout [PartStep], _ areKnown: inout Bool
    ) -> String? {
        switch target.kind {
        case .name(let name): return name
        case .member(let base, let name, _):
            let root = path(to: base, scope, &steps, &areKnown)
            steps.append(.member(name))
            return root
        case .index(let base, let items):
            let root = path(to: base, scope, &steps, &areKnown)
            let subscripts = subscripts(items, scope)
            if subscripts == nil { areKnown = false }
            steps.append(.index(subscripts ?? []))
            return root
        default: return nil
        }
    }
}

extension Machine {
    /// Whether each part on the way is known, as is what it holds there.
    fileprivate func canReach(_ steps: [PartStep], in whole: Value) -> Bool {
        var part = whole
        for (position, step) in steps.enumerated() {
            if part.unknown != nil || part.tensor?.isTraced == true { return false }
            guard position < steps.count - 1 else { break }
            switch step {
            case .member(let name): part = (try? member(name, of: part)) ?? .none
            case .index(let subscripts): part = (try? element(of: part, at: subscripts)) ?? .none
            }
        }
        return part.unknown == nil && part.tensor?.isTraced != true
    }
}

extension Expression {
    /// The variable of a path such as `x[i].name`.
    fileprivate var root: Expression {
        switch kind {
        case .member(let base, _, _), .index(let base, _): base.root
        default: self
        }
    }
}
