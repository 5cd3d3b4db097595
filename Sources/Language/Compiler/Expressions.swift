import Signatures

extension FunctionBuilder {
    /// Evaluates `expression` into `target`, which is written only when nothing else remains to be evaluated.
    func expression(_ expression: Expression, into target: Int) throws(Diagnostic) {
        try withTemporaries { () throws(Diagnostic) in try evaluate(expression, into: target) }
    }

    private func evaluate(_ expression: Expression, into target: Int) throws(Diagnostic) {
        let span = expression.span
        if let number = expression.numericConstant {
            emit(.constant, a: target, d: constant(number))
            return
        }
        switch expression.kind {
        case .none: emit(.none, a: target)
        case .bool(let value): emit(.constant, a: target, d: constant(.bool(value)))
        case .int(let value): emit(.constant, a: target, d: constant(.int(Int(value))))
        case .float(let value): emit(.constant, a: target, d: constant(.float(value)))
        case .string(let text): emit(.constant, a: target, d: constant(.string(text)))
        case .interpolation(let parts): try interpolation(parts, into: target, span)
        case .name(let name): try load(name, at: span, into: target)
        case .column(let name): emit(.column, a: target, d: self.name(name), site: Site(span: span))
        case .tuple(let elements): try tuple(elements, into: target, span)
        case .bracket(let elements): try bracket(elements, into: target, span)
        case .record(let items): try record(items, into: target, span)
        case .unary(let operation, let operand):
            let register = try operation == .negate ? arithmeticOperand(operand) : self.operand(operand)
            emit(
                operation == .negate ? .negate : .not, a: target, b: register, flag: temporaries(register),
                site: Site(span: span, operands: [operand.span]))
        case .binary(let operation, let a, let b, _):
            try binary(operation, a, b, into: target, span)
        case .logical(let operation, let a, let b, _):
            try throughTemporary(target, span) { (target) throws(Diagnostic) in
                try logical(operation, a, b, into: target, span)
            }
        case .comparison(let first, let links):
            try throughTemporary(target, span) { (target) throws(Diagnostic) in
                try comparison(first, links, into: target, span)
            }
        case .range(let low, let high, let closed):
            let (a, b) = try operands(low, high)
            emit(
                .range, a: target, b: a, c: b, flag: closed ? 1 : 0,
                site: Site(span: span, operands: [low.span, high.span]))
        case .call(let callee, let arguments, _): try call(callee, arguments, into: target, span)
        case .methodCall(let receiver, let name, let nameSpan, let arguments):
            try methodCall(receiver, Identifier(name: name, span: nameSpan), arguments, into: target, span)
        case .index(let base, let items): try index(base, items, into: target, span)
        case .member(let base, let name, let nameSpan):
            let register = try operand(base)
            emit(
                .member, a: target, b: register, d: self.name(name), flag: temporaries(register),
                site: Site(span: nameSpan, operands: [base.span]))
        case .arrow(let parameters, let body): try arrow(parameters, body, into: target, span)
        case .conditional(let branches, let otherwise):
            try conditional(branches, otherwise, into: target, span)
        case .attempt(let body, let name, let handler):
            try attempt(body, name, handler, into: target, span)
        case .block(let block): try self.block(block, into: target)
        }
    }

    /// For what writes its target before all is evaluated: a variable must keep its value until then.
    private func throughTemporary(
        _ target: Int, _ span: Span, _ work: (Int) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        if isTemporary(target) { return try work(target) }
        let register = try newRegister(at: span)
        try work(register)
        emit(.take, a: target, b: register)
    }

    // MARK: Operators

    func binary(
        _ operation: BinaryOperator, _ a: Expression, _ b: Expression, into target: Int, _ span: Span
    ) throws(Diagnostic) {
        let opcode = Opcode(operation)
        let site = Site(span: span, operands: [a.span, b.span])
        if let number = b.numericConstant, let withConstant = opcode.withConstant {
            let register = try arithmeticOperand(a)
            emit(
                withConstant, a: target, b: register, d: constant(number), flag: temporaries(register),
                site: site)
            return
        }
        let (first, second) = try opcode.takesParts ? arithmeticOperands(a, b) : operands(a, b)
        emit(opcode, a: target, b: first, c: second, flag: temporaries(first, second), site: site)
    }

    private func logical(
        _ operation: LogicalOperator, _ a: Expression, _ b: Expression, into target: Int, _ span: Span
    ) throws(Diagnostic) {
        try expression(a, into: target)
        try conjunction(
            operation, with: b.span, target: target, Site(span: span, operands: [a.span, b.span])
        ) {
            (register) throws(Diagnostic) in try self.expression(b, into: register)
        }
    }

    /// `target = target and/or` what `work` evaluates, unless `target` decides.
    private func conjunction(
        _ operation: LogicalOperator, with span: Span, target: Int, _ site: Site,
        _ work: (Int) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        let decided = emit(.jumpIfDecided, a: target, flag: operation == .or ? 1 : 0, site: site)
        let known = definite
        let register = try newRegister(at: span)
        try work(register)
        emit(
            operation == .or ? .disjoin : .conjoin, a: target, b: target, c: register,
            flag: Temporaries.second, site: site)
        definite = known
        land(decided)
    }

    private func comparison(
        _ first: Expression, _ links: [ComparisonLink], into target: Int, _ span: Span
    ) throws(Diagnostic) {
        var left = first
        var leftRegister = try stableOperand(first, before: links.map(\.operand))
        var patches: [Int] = []
        let known = definite
        for (position, link) in links.enumerated() {
            let site = Site(
                span: left.span.joined(with: link.operand.span), operands: [left.span, link.operand.span])
            let right = try stableOperand(link.operand, before: links.dropFirst(position + 1).map(\.operand))
            let opcode = Opcode(link.comparison)
            if position == 0 {
                emit(opcode, a: target, b: leftRegister, c: right, site: site)
            } else {
                let register = try newRegister(at: span)
                emit(opcode, a: register, b: leftRegister, c: right, site: site)
                emit(.conjoin, a: target, b: target, c: register, flag: Temporaries.second, site: site)
            }
            if position < links.count - 1 {
                patches.append(emit(.jumpIfDecided, a: target, flag: 0, site: site))
            }
            (left, leftRegister) = (link.operand, right)
        }
        definite = known
        land(patches)
    }

    // MARK: Making values

    private func tuple(_ elements: [Expression], into target: Int, _ span: Span) throws(Diagnostic) {
        let first = try newRegisters(elements.count, at: span)
        try window(elements, from: first)
        emit(.tuple, a: target, b: first, c: elements.count)
    }

    /// How many elements are evaluated before they are appended: it bounds the registers of a long literal.
    private static let bracketChunk = 32

    private func bracket(_ elements: [Expression], into target: Int, _ span: Span) throws(Diagnostic) {
        let list = try newRegister(at: span)
        let numbers = elements.compactMap(\.numericConstant)
        if !elements.isEmpty, numbers.count == elements.count {
            emit(.constant, a: list, d: constant(.list(numbers)))
        } else {
            emit(.newList, a: list)
            try append(elements, to: list, span)
        }
        let isNested = elements.allSatisfy { if case .bracket = $0.kind { true } else { false } }
        let site = Site(span: span, operands: elements.prefix(64).map(\.span))
        emit(.bracket, a: list, flag: isNested ? 1 : 0, site: site)
        emit(.take, a: target, b: list)
    }

    private func append(_ elements: [Expression], to list: Int, _ span: Span) throws(Diagnostic) {
        let chunk = FunctionBuilder.bracketChunk
        let first = try newRegisters(min(chunk, elements.count), at: span)
        for start in stride(from: 0, to: elements.count, by: chunk) {
            let part = Array(elements[start..<min(start + chunk, elements.count)])
            try window(part, from: first)
            emit(.extend, a: list, b: first, c: part.count)
        }
    }

    private func record(_ items: [RecordItem], into target: Int, _ span: Span) throws(Diagnostic) {
        let record = try newRegister(at: span)
        let register = try newRegister(at: span)
        emit(.newRecord, a: record)
        for item in items {
            try expression(item.value, into: register)
            switch item {
            case .field(let name, _): emit(.field, a: record, b: register, d: self.name(name.name))
            case .spread(let value, _):
                emit(.spread, a: record, b: register, site: Site(span: value.span, operands: [value.span]))
            }
        }
        emit(.take, a: target, b: record)
    }

    private func interpolation(_ parts: [StringPart], into target: Int, _ span: Span) throws(Diagnostic) {
        let first = try newRegisters(parts.count, at: span)
        for (offset, part) in parts.enumerated() {
            switch part {
            case .text(let text): emit(.constant, a: first + offset, d: constant(.string(text)))
            case .value(let value, let format):
                try expression(value, into: first + offset)
                let specification = format.map { constant(.string($0.text)) } ?? -1
                emit(
                    .format, a: first + offset, b: first + offset, d: specification,
                    site: Site(span: format?.span ?? value.span, operands: [value.span]))
            }
        }
        emit(.join, a: target, b: first, c: parts.count, site: Site(span: span))
    }

    // MARK: Parts of values

    private func index(
        _ base: Expression, _ items: [IndexItem], into target: Int, _ span: Span
    ) throws(Diagnostic) {
        var parts: [Expression] = []
        items.forEach { $0.forEachPart { parts.append($0) } }
        let register = try stableOperand(base, before: parts)
        let site = Site(span: span, operands: [base.span] + items.map(\.span))
        if items.count == 1, case .at(let key) = items[0] {
            let keyRegister = try operand(key)
            emit(.index, a: target, b: register, c: keyRegister, flag: temporaries(register), site: site)
            return
        }
        let first = try newRegisters(parts.count, at: span)
        try window(parts, from: first)
        let shapes = items.map(\.shape)
        if items.count == 2, parts.count == 2,
            shapes.allSatisfy({ if case .value = $0 { true } else { false } })
        {
            emit(.index2, a: target, b: register, c: first, flag: temporaries(register), site: site)
            return
        }
        tables.subscripts.append(shapes)
        emit(
            .indexMany, a: target, b: register, c: first, d: tables.subscripts.count - 1,
            flag: temporaries(register), site: site)
    }
}

extension IndexItem {
    var shape: SubscriptShape {
        switch self {
        case .at: .value
        case .slice(let start, let stop, let step, _):
            .slice(start: start != nil, stop: stop != nil, step: step != nil)
        case .ellipsis: .ellipsis
        }
    }
}
