import Signatures

extension FunctionBuilder {
    func call(
        _ callee: Expression, _ arguments: [Argument], into target: Int, _ span: Span
    ) throws(Diagnostic) {
        let window = try newRegisters(arguments.count + 1, at: span)
        let globalIndex = try directGlobal(callee, arguments)
        if globalIndex == nil { try expression(callee, into: window) }
        let names = try ordered(arguments, from: window + 1)
        let site = Site(callOf: span, callee: callee.span, arguments)
        if let globalIndex {
            let isPart = arguments.count == 1 && markPart(arguments[0].value, in: window + 1)
            emit(
                .callGlobal, a: window, b: arguments.count, c: target, d: globalIndex,
                flag: isPart ? Temporaries.first : 0, site: site)
        } else if names.isEmpty {
            emit(.call, a: window, b: arguments.count, c: target, site: site)
        } else {
            tables.argumentNames.append(names)
            emit(
                .callNamed, a: window, b: arguments.count, c: target, d: tables.argumentNames.count - 1,
                site: site)
        }
    }

    /// The global that a call without named arguments may take its function from directly.
    private func directGlobal(_ callee: Expression, _ arguments: [Argument]) throws(Diagnostic) -> Int? {
        guard case .name(let name) = callee.kind, arguments.allSatisfy({ $0.name == nil }),
            isMain || locals[name] == nil,
            case .global(let index) = try resolve(name, at: callee.span)
        else { return nil }
        return index
    }

    /// Evaluates arguments in the order in which they are written, the named ones to the end of the window; gives
    /// the names.
    private func ordered(_ arguments: [Argument], from first: Int) throws(Diagnostic) -> [String] {
        let positionalCount = arguments.count { $0.name == nil }
        var names: [String] = []
        var position = first
        for argument in arguments {
            let register: Int
            if let name = argument.name {
                if names.contains(name.name) {
                    throw Diagnostic(
                        .argument, "the argument `\(name.name)` is given twice", at: argument.span)
                }
                register = first + positionalCount + names.count
                names.append(name.name)
            } else {
                register = position
                position += 1
            }
            try expression(argument.value, into: register)
        }
        return names
    }

    func methodCall(
        _ receiver: Expression, _ name: Identifier, _ arguments: [Argument], into target: Int, _ span: Span
    ) throws(Diagnostic) {
        if try dottedUpdate(receiver, name, arguments, into: target, span) { return }
        let window = try newRegisters(arguments.count + 2, at: span)
        try expression(receiver, into: window + 1)
        let found = emit(
            .findMethod, a: window, c: self.name(name.name),
            site: Site(span: name.span, operands: [receiver.span]))
        try loadMethod(name.name, at: name.span, into: window)
        land(found)
        let names = try ordered(arguments, from: window + 2)
        tables.argumentNames.append(names)
        let site = Site(callOf: span, callee: name.span, arguments, receiver: receiver.span)
        emit(
            .callMethod, a: window, b: arguments.count + 1, c: target, d: tables.argumentNames.count - 1,
            site: site)
    }
}

extension Site {
    /// Of a call; `receiver` is what stands before the dot of `x.f(…)`.
    package init(callOf span: Span, callee: Span, _ arguments: [Argument], receiver: Span? = nil) {
        self.init(span: callee)
        for argument in arguments {
            if let name = argument.name {
                named.append((name.name, argument.span))
            } else {
                operands.append(argument.value.span)
            }
        }
        if let receiver { operands.insert(receiver, at: 0) }
    }
}
