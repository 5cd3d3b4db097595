import Signatures

/// Calls that are more than pushing a frame.
extension Machine {
    /// A call by position. True if it pushed a frame that is to run next; else the result is in its place.
    @inline(never)
    func callSlowly(_ i: Instruction, _ r: Registers, _ frame: Frame, _ callee: Slot) throws -> Bool {
        try checkInterrupt()
        var callee = callee
        if callee.tag == .undefined, i.opcode == .callGlobal {
            callee = Slot(try coreValue(Int(i.d), frame))
            // The register below the arguments keeps a value that no global does.
            (r + Int(i.a)).set(callee)
        }
        let arguments = CallArguments(taken(Int(i.b), from: r + Int(i.a) + 1))
        return try start(callee.value, arguments, r, i, frame)
    }

    /// A call of one argument that is arithmetic or a part of it: of a native that computes element by element, it
    /// is arithmetic like that of operators. True if it was; else the argument is settled.
    @inline(never)
    func callAsArithmetic(_ i: Instruction, _ r: Registers, _ callee: Slot) throws -> Bool {
        if i.b == 1, callee.tag == .object, let elementwise = callee.value.native?.elementwise {
            let isPart = i.flag & Temporaries.part != 0
            if let result = try elementwise(r[Int(i.a) + 1].value, host, isPart) {
                (r + Int(i.a) + 1).clear(1)
                (r + Int(i.c)).set(Slot(result))
                return true
            }
        }
        if i.flag & Temporaries.first != 0 { try settleArgument(i, r) }
        return false
    }

    @inline(never)
    func settleArgument(_ i: Instruction, _ r: Registers) throws {
        let place = r + Int(i.a) + 1
        place.set(Slot(try host.settled(place.pointee.value)))
    }

    /// A call with named arguments, or of the form `x.f(…)`. True if it pushed a frame.
    @inline(never)
    func callWithNames(_ i: Instruction, _ r: Registers, _ frame: Frame) throws -> Bool {
        try checkInterrupt()
        let names = frame.code.tables.argumentNames[Int(i.d)]
        var first = r + Int(i.a) + 1
        var count = Int(i.b)
        if i.opcode == .callMethod, first.pointee.tag == .undefined {
            first += 1
            count -= 1
        }
        let positionalCount = count - names.count
        var arguments = CallArguments(taken(positionalCount, from: first))
        for (offset, name) in names.enumerated() {
            arguments.named.append((name, (first + positionalCount + offset).takeValue()))
        }
        return try start(r[Int(i.a)].value, arguments, r, i, frame)
    }

    private func start(
        _ callee: Value, _ arguments: CallArguments, _ r: Registers, _ i: Instruction, _ frame: Frame
    ) throws -> Bool {
        let function = callee.function ?? callee.layerDeclaration?.constructor
        guard let function else {
            let result = try call(callee, arguments)
            (r + Int(i.c)).set(Slot(result))
            return false
        }
        let base = frame.isMain ? frame.top : r + Int(i.a) + 1
        let top = base + max(function.entry.pointee.registerCount, 1)
        if depth >= Machine.depthLimit || top > stackEnd { throw Machine.tooDeep }
        try bind(arguments, to: function.code, at: base)
        push(
            function.entry, Unmanaged.passUnretained(function), base: base, top: top, result: r + Int(i.c),
            isMain: false)
        return true
    }

    /// Puts arguments into the registers of a function's parameters; those with defaults may stay empty.
    /// If that fails, the registers are empty again: no frame owns them yet.
    func bind(_ arguments: CallArguments, to code: Code, at base: Registers) throws {
        if arguments.named.isEmpty, arguments.positional.count == code.parameterCount {
            for (index, value) in arguments.positional.enumerated() { (base + index).set(Slot(value)) }
            return
        }
        base.clear(code.parameterCount)
        for (index, value) in try code.header.matched(with: arguments).enumerated() {
            if let value { (base + index).set(Slot(value)) }
        }
    }

    // MARK: x.f(…)

    /// If the value in `a+1` has a field of that name which can be called, puts the field into `a` and empties
    /// `a+1`.
    @inline(never)
    func findMethod(_ i: Instruction, _ r: Registers, _ frame: Frame) throws -> Bool {
        let place = r + Int(i.a) + 1
        guard place.pointee.tag == .object else { return false }
        let name = frame.code.tables.names[Int(i.c)]
        guard let field = try callableField(name, of: place.pointee.value) else { return false }
        (r + Int(i.a)).set(Slot(field))
        place.clear(1)
        return true
    }

    /// The value that `x.name(…)` calls, if it is a field of `x` rather than a function that takes `x`.
    package func callableField(_ name: String, of value: Value) throws -> Value? {
        let field: Value?
        if let record = value.record {
            field = record.fields[name]
        } else if let layer = value.layer {
            field = try boundMethod(name, of: layer).map { .object($0) } ?? host.member(name, of: layer)
        } else if let foreign = value.foreign {
            field = try host.member(name, of: foreign)
        } else {
            field = nil
        }
        return field.flatMap { isCallable($0) ? $0 : nil }
    }

    package func isCallable(_ value: Value) -> Bool {
        guard let object = value.object else { return false }
        switch object.kind {
        case .function, .native, .layerDeclaration, .layer: return true
        case .foreign: return host.isCallable(object)
        default: return false
        }
    }

    // MARK: Output

    @inline(never)
    func show(_ i: Instruction, _ r: Registers, _ frame: Frame) throws {
        let value = (r + Int(i.a)).takeValue()
        if value.isNone { return }
        try onShow?(value, frame.code.tables.shown[Int(i.d)])
    }
}

extension Value {
    fileprivate var layerDeclaration: LayerDeclarationObject? {
        object?.downcast(.layerDeclaration, to: LayerDeclarationObject.self)
    }
}

extension FunctionHeader {
    /// The arguments of a call in the order of the parameters; nil where one with a default is not given.
    package func matched(with arguments: CallArguments) throws(Fault) -> [Value?] {
        guard arguments.positional.count <= parameters.count else {
            throw Fault(
                .argument,
                "`\(shownName)` takes \(counted(parameters.count, "argument")), and is called with "
                    + "\(arguments.positional.count)",
                labels: [.init(.argument(parameters.count), "one too many")])
        }
        var values = [Value?](repeating: nil, count: parameters.count)
        for (index, value) in arguments.positional.enumerated() { values[index] = value }
        for (name, value) in arguments.named {
            guard let index = parameters.firstIndex(where: { $0.name == name }) else {
                throw unknownParameter(name, of: shownName, among: parameters.map(\.name))
            }
            guard values[index] == nil else { throw givenTwice(name, position: index) }
            values[index] = value
        }
        for (parameter, value) in zip(parameters, values) where value == nil && !parameter.hasDefault {
            throw Fault(.argument, "`\(shownName)` is called without its argument `\(parameter.name)`")
        }
        return values
    }

    /// Whether it is written `x -> …`, without a name.
    package var isArrow: Bool { name == FunctionBuilder.arrowName }

    /// As errors name it.
    package var shownName: String { isArrow ? "the function" : name }
}

func unknownParameter(_ name: String, of function: String, among known: [String]) -> Fault {
    var fault = Fault.unknown("parameter", name, among: known, kind: .argument)
    fault.message = "`\(function)` has no parameter `\(name)`"
    fault.labels = [.init(.named(name), "")]
    if fault.help == nil, !known.isEmpty {
        fault.notes = ["its parameters are " + known.map { "`\($0)`" }.joined(separator: ", ")]
    }
    return fault
}

func givenTwice(_ name: String, position: Int) -> Fault {
    Fault(
        .argument, "the argument `\(name)` is given twice",
        labels: [.init(.named(name), "by name"), .init(.argument(position), "by position")])
}
