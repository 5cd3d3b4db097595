import Signatures

extension FunctionBuilder {
    /// A program's statements. The last expression of each cell is shown.
    func compileMain(_ program: Program) {
        for index in module.definedIndices where module.hasValue(index) { definite.insert(index) }
        let lastOfCells = Set(
            program.cells.compactMap { $0.statements.isEmpty ? nil : $0.statements.upperBound - 1 })
        for (index, statement) in program.statements.enumerated() {
            problems.collect { () throws(Diagnostic) in
                try withTemporaries { () throws(Diagnostic) in
                    guard case .expression(let value) = statement.kind else {
                        return try self.statement(statement)
                    }
                    if lastOfCells.contains(index) {
                        try show(value, statement)
                    } else {
                        try effect(of: value)
                    }
                }
            }
        }
        emit(.return, a: Module.globalLimit)
    }

    private func show(_ value: Expression, _ statement: Statement) throws(Diagnostic) {
        let register = try newRegister(at: value.span)
        try expression(value, into: register)
        tables.shown.append(ShownStatement(span: statement.span, isSilent: statement.isSilent))
        emit(
            .show, a: register, d: tables.shown.count - 1,
            site: Site(span: value.span, operands: [value.span]))
    }

    func statement(_ statement: Statement) throws(Diagnostic) {
        switch statement.kind {
        case .expression(let value): try effect(of: value)
        case .assign(let target, let value): try assignment(target, value)
        case .update(let target, let operation, let value, _):
            try update(target, operation, value, statement.span)
        case .function(let definition): try functionStatement(definition)
        case .layer(let definition): try layerStatement(definition)
        case .forLoop(let target, let values, let body): try forLoop(target, values, body, statement.span)
        case .whileLoop(let condition, let body): try whileLoop(condition, body)
        case .breakLoop:
            guard !loops.isEmpty else { throw .unparsed("break", statement.span) }
            loops[loops.count - 1].breaks.append(emit(.jump))
        case .continueLoop:
            guard !loops.isEmpty else { throw .unparsed("continue", statement.span) }
            loops[loops.count - 1].continues.append(emit(.jump))
        case .returnValue(let value): try returnStatement(value, statement.span)
        }
    }

    /// An expression whose value nobody asks for.
    func effect(of value: Expression) throws(Diagnostic) {
        switch value.kind {
        case .conditional(let branches, let otherwise):
            try conditional(branches, otherwise, into: nil, value.span)
        case .attempt(let body, let name, let handler):
            try attempt(body, name, handler, into: nil, value.span)
        case .block(let block): effect(of: block)
        default:
            let register = try newRegister(at: value.span)
            try expression(value, into: register)
            // At top level a result would otherwise live on until its register is used again.
            if isMain { emit(.clear, a: register, b: 1) }
        }
    }

    private func returnStatement(_ value: Expression?, _ span: Span) throws(Diagnostic) {
        if isMain {
            throw .unparsed("return", span)
        }
        let register = try newRegister(at: span)
        if let value { try expression(value, into: register) } else { emit(.none, a: register) }
        try finishReturn(register, value?.span ?? span)
    }

    func finishReturn(_ register: Int, _ span: Span) throws(Diagnostic) {
        try checkResult(register, span)
        emit(.return, a: register)
    }

    // MARK: Assignment

    private func assignment(_ target: Expression, _ value: Expression) throws(Diagnostic) {
        switch target.kind {
        case .name(let name):
            let variable = try assignable(Identifier(name: name, span: target.span))
            if case .arrow(let parameters, let body) = value.kind {
                try arrow(parameters, body, named: name, into: variable, value.span)
            } else {
                try expression(value, into: variable)
            }
            definite.insert(variable)
        case .tuple(let parts):
            try destructure(value, into: parts, target.span)
        default:
            let path = try path(to: target)
            try self.assign(value, at: path, target)
        }
    }

    private func destructure(_ value: Expression, into parts: [Expression], _ span: Span) throws(Diagnostic) {
        let first = try newRegisters(parts.count, at: span)
        if case .tuple(let elements) = value.kind, elements.count == parts.count {
            try window(elements, from: first)
        } else {
            let source = try operand(value)
            emit(
                .unpack, a: first, b: source, c: parts.count, flag: temporaries(source),
                site: Site(span: span, operands: [value.span]))
        }
        for (offset, part) in parts.enumerated() { try assign(first + offset, to: part) }
    }

    /// Moves the temporary `register` to what an assignment or a loop names.
    func assign(_ register: Int, to target: Expression) throws(Diagnostic) {
        switch target.kind {
        case .name(let name):
            let variable = try assignable(Identifier(name: name, span: target.span))
            emit(.take, a: variable, b: register)
            definite.insert(variable)
        case .tuple(let parts):
            let first = try newRegisters(parts.count, at: target.span)
            emit(
                .unpack, a: first, b: register, c: parts.count, flag: Temporaries.first,
                site: Site(span: target.span, operands: [target.span]))
            for (offset, part) in parts.enumerated() { try assign(first + offset, to: part) }
        default:
            let path = try path(to: target)
            emitUpdate(path, .assign, value: register, arguments: 1, target.span, [target.span])
        }
    }

    private func update(
        _ target: Expression, _ operation: BinaryOperator, _ value: Expression, _ span: Span
    ) throws(Diagnostic) {
        guard let operation = Operator(operation) else {
            throw Diagnostic(.internal("an assignment with an operator that has none"), at: span)
        }
        guard case .name(let name) = target.kind else {
            let path = try path(to: target)
            let register = try newRegister(at: value.span)
            try expression(value, into: register)
            emitUpdate(
                path, .operate(operation), value: register, arguments: 1, span, [target.span, value.span])
            return
        }
        try updateVariable(name, target.span, operation, value, span)
    }

    private func updateVariable(
        _ name: String, _ nameSpan: Span, _ operation: Operator, _ value: Expression, _ span: Span
    ) throws(Diagnostic) {
        let variable = try changeable(name, at: nameSpan)
        let site = Site(span: span, operands: [nameSpan, value.span])
        let opcode = operation.opcode
        if let number = value.numericConstant, let withConstant = opcode.withConstant {
            emit(
                withConstant, a: variable, b: variable, d: constant(number), flag: Temporaries.first,
                site: site)
            return
        }
        let register = try operand(value)
        let flag = Temporaries.first | (isTemporary(register) ? Temporaries.second : 0)
        emit(opcode, a: variable, b: variable, c: register, flag: register == variable ? 0 : flag, site: site)
    }
}

extension Operator {
    /// The instruction that computes it; only arithmetic is ever asked for.
    var opcode: Opcode {
        switch self {
        case .add: .add
        case .subtract: .subtract
        case .multiply: .multiply
        case .divide: .divide
        case .floorDivide: .floorDivide
        case .remainder: .remainder
        case .matrixMultiply: .matrixMultiply
        case .power: .power
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        case .and: .conjoin
        case .or: .disjoin
        case .negate: .negate
        case .not: .not
        }
    }
}

extension Diagnostic {
    /// The parser refuses it first.
    fileprivate static func unparsed(_ word: String, _ span: Span) -> Diagnostic {
        Diagnostic(.internal("`\(word)` outside of what it leaves"), at: span)
    }
}
