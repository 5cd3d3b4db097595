import Signatures

extension FunctionBuilder {
    /// The value of a block's last statement, if that is an expression; else `none`.
    func block(_ block: Block, into target: Int) throws(Diagnostic) {
        for statement in block.statements.dropLast() { collected(statement) }
        if let last = block.statements.last {
            if case .expression(let value) = last.kind { return try expression(value, into: target) }
            try self.statement(last)
        }
        emit(.none, a: target)
    }

    /// A block whose value nobody asks for.
    func effect(of block: Block) { block.statements.forEach { collected($0) } }

    /// A mistake in one statement does not hide those in the next.
    func collected(_ statement: Statement) {
        problems.collect { () throws(Diagnostic) in
            try withTemporaries { () throws(Diagnostic) in try self.statement(statement) }
        }
    }

    // MARK: Conditions

    /// Emits jumps that are taken if `condition` is `sense`; the caller lands them.
    func branch(_ condition: Expression, if sense: Bool) throws(Diagnostic) -> [Int] {
        switch condition.kind {
        case .unary(.not, let operand):
            return try branch(operand, if: !sense)
        case .logical(let operation, let a, let b, _):
            return try branch(operation, a, b, if: sense)
        case .binary(let operation, let a, let b, _):
            if let jump = Opcode(operation).jumping {
                return [try compareAndJump(jump, a, b, if: sense, condition.span)]
            }
        default: break
        }
        return try withTemporaries { () throws(Diagnostic) in
            let register = try operand(condition)
            return [
                emit(
                    .jumpIf, a: register, flag: sense ? 1 : 0,
                    site: Site(span: condition.span, operands: [condition.span]))
            ]
        }
    }

    private func branch(
        _ operation: LogicalOperator, _ a: Expression, _ b: Expression, if sense: Bool
    ) throws(Diagnostic) -> [Int] {
        let decides = operation == .or
        if sense == decides {
            let first = try branch(a, if: sense)
            let known = definite
            let second = try branch(b, if: sense)
            definite = known
            return first + second
        }
        let past = try branch(a, if: decides)
        let known = definite
        let taken = try branch(b, if: sense)
        definite = known
        land(past)
        return taken
    }

    private func compareAndJump(
        _ jump: Opcode, _ a: Expression, _ b: Expression, if sense: Bool, _ span: Span
    ) throws(Diagnostic) -> Int {
        try withTemporaries { () throws(Diagnostic) in
            let site = Site(span: span, operands: [a.span, b.span])
            let flag: UInt8 = sense ? 1 : 0
            if let number = b.numericConstant, let withConstant = jump.withConstant {
                let index = constant(number)
                if index <= UInt16.max {
                    return emit(withConstant, a: try operand(a), c: index, flag: flag, site: site)
                }
            }
            let (first, second) = try operands(a, b)
            return emit(jump, a: first, b: second, flag: flag, site: site)
        }
    }

    // MARK: if and try

    /// Without a target, for effect alone.
    func conditional(
        _ branches: [Branch], _ otherwise: Block?, into target: Int?, _ span: Span
    ) throws(Diagnostic) {
        var ends: [Int] = []
        var merged: Set<Int>?
        for branch in branches {
            let past = try self.branch(branch.condition, if: false)
            let known = definite
            try body(branch.body, into: target)
            merged = merged.map { $0.intersection(definite) } ?? definite
            definite = known
            ends.append(emit(.jump))
            land(past)
        }
        if let otherwise {
            try body(otherwise, into: target)
        } else if let target {
            emit(.none, a: target)
        }
        definite = merged.map { $0.intersection(definite) } ?? definite
        land(ends)
    }

    private func body(_ block: Block, into target: Int?) throws(Diagnostic) {
        if let target { try self.block(block, into: target) } else { effect(of: block) }
    }

    func attempt(
        _ body: Block, _ name: Identifier?, _ handler: Block, into target: Int?, _ span: Span
    ) throws(Diagnostic) {
        let errorRegister = try errorVariable(name, span)
        let known = definite
        let start = position
        try self.body(body, into: target)
        let end = emit(.jump)
        tables.handlers.append(
            Handler(instructions: start..<position, target: position, errorRegister: errorRegister))
        let afterBody = definite
        definite = known.union([errorRegister])
        try self.body(handler, into: target)
        definite.formIntersection(afterBody)
        land(end)
    }

    private func errorVariable(_ name: Identifier?, _ span: Span) throws(Diagnostic) -> Int {
        if let name { return try assignable(name) }
        return try newRegister(at: span)
    }

    // MARK: Loops

    /// The condition stands at the end, so that each round takes one jump.
    func whileLoop(_ condition: Expression, _ body: Block) throws(Diagnostic) {
        let toCondition = emit(.jump)
        let known = definite
        let start = position
        loops.append(Loop())
        effect(of: body)
        definite = known
        let loop = loops.removeLast()
        land(loop.continues)
        land(toCondition)
        for jump in try branch(condition, if: true) { land(jump, at: start) }
        land(loop.breaks)
    }

    func forLoop(_ target: Expression, _ values: Expression, _ body: Block, _ span: Span) throws(Diagnostic) {
        if case .range(let low, let high, let closed) = values.kind, case .name = target.kind {
            try rangeLoop(target, low, high, closed, body, values.span)
        } else {
            try iteratorLoop(target, values, body)
        }
    }

    private func rangeLoop(
        _ target: Expression, _ low: Expression, _ high: Expression, _ closed: Bool, _ body: Block,
        _ span: Span
    ) throws(Diagnostic) {
        let counter = try newRegisters(2, at: span)
        try window([low, high], from: counter)
        let variable = try loopVariable(target)
        let site = Site(span: span, operands: [low.span, high.span])
        let known = definite
        let past = emit(.rangeStart, a: counter, b: variable, flag: closed ? 1 : 0, site: site)
        let start = position
        definite.insert(variable)
        loops.append(Loop())
        effect(of: body)
        definite = known
        let loop = loops.removeLast()
        land(loop.continues)
        emit(.rangeNext, a: counter, b: variable, d: distance(to: start), site: site)
        land(past)
        land(loop.breaks)
    }

    private func iteratorLoop(_ target: Expression, _ values: Expression, _ body: Block) throws(Diagnostic) {
        let iterator = try newRegisters(2, at: values.span)
        let site = Site(span: values.span, operands: [values.span])
        let source = try operand(values)
        emit(.iterate, a: iterator, b: source, flag: temporaries(source), site: site)
        let known = definite
        let start = position
        let past = emit(.next, a: iterator, b: iterator + 1, site: site)
        try assign(iterator + 1, to: target)
        loops.append(Loop())
        effect(of: body)
        definite = known
        let loop = loops.removeLast()
        land(loop.continues)
        emit(.jump, d: distance(to: start), site: site)
        land(past)
        land(loop.breaks)
        emit(.clear, a: iterator, b: 2)
    }

    private func loopVariable(_ target: Expression) throws(Diagnostic) -> Int {
        guard case .name(let name) = target.kind else { return try newRegister(at: target.span) }
        return try assignable(Identifier(name: name, span: target.span))
    }
}
