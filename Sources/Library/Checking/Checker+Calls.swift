import Graphs
import Language
import Signatures

/// Calls.
extension Checker {
    func call(_ callee: Expression, _ arguments: [Argument], _ scope: Scope, _ span: Span) -> Value {
        let function = value(callee, scope)
        let given = given(arguments, scope)
        return invoke(function, given, Site(callOf: span, callee: callee.span, arguments), span)
    }

    func methodCall(
        _ base: Expression, _ name: Identifier, _ arguments: [Argument], _ scope: Scope, _ span: Span
    ) -> Value {
        if let action = UpdatePath.Action(method: name.name), base.isPath, arguments.allSatisfy({ $0.name == nil }) {
            let site = Site(span: span, operands: [base.span] + arguments.map(\.value.span))
            return change(base, action, arguments.map { value($0.value, scope) }, scope, site)
        }
        let receiver = value(base, scope)
        if let field = field(name.name, of: receiver) {
            let given = given(arguments, scope)
            return invoke(field, given, Site(callOf: span, callee: name.span, arguments), span)
        }
        // A field of something that is not known may hide the function.
        if let unknown = receiver.unknown, unknown.valueType.mayHaveFields {
            _ = given(arguments, scope)
            return .unknown()
        }
        let function = readMethod(name.name, scope, at: name.span)
        var given = given(arguments, scope)
        given.positional.insert(receiver, at: 0)
        return invoke(function, given, Site(callOf: span, callee: name.span, arguments, receiver: base.span), span)
    }

    private func field(_ name: String, of receiver: Value) -> Value? {
        if let layer = receiver.foreign as? CheckedLayer { return layer.callable(name) }
        guard receiver.unknown == nil else { return nil }
        let field = receiver.record?.fields[name] ?? (try? machine.callableField(name, of: receiver)).flatMap { $0 }
        return field.flatMap { $0.unknown != nil || machine.isCallable($0) ? $0 : nil }
    }

    private func given(_ arguments: [Argument], _ scope: Scope) -> CallArguments {
        var given = CallArguments()
        for argument in arguments {
            let value = value(argument.value, scope)
            if let name = argument.name {
                given.named.append((name.name, value))
            } else {
                given.positional.append(value)
            }
        }
        return given
    }

    // MARK: - What is called

    func invoke(_ function: Value, _ arguments: CallArguments, _ site: Site, _ span: Span) -> Value {
        let outer = callSite
        callSite = span
        defer { callSite = outer }
        if let own = function.foreign as? CheckedFunction {
            return reporting(site) { try call(own, arguments, at: span) }
        }
        if let native = function.native { return call(native, arguments, site) }
        if let declaration = function.foreign as? CheckedLayerDeclaration {
            return reporting(site) { try declaration.make(arguments) }
        }
        guard function.unknown == nil else { return callUnknown(function, arguments, site) }
        if let header = function.functionHeader, !arguments.areKnown || !isOfLibrary(function) {
            return reporting(site) {
                _ = try header.matched(with: arguments)
                return .unknown()
            }
        }
        if let gradient = function.foreign as? GradientFunction, !arguments.areThere {
            return slopes(gradient, arguments, site, span)
        }
        guard arguments.areKnown, machine.isCallable(function) else {
            return machine.isCallable(function) ? .unknown() : reporting(site) { try machine.call(function, arguments) }
        }
        takeCall(costing: 20)
        return reporting(site) {
            do {
                return try machine.call(function, function.isRandom ? arguments.outlined(recorder) : arguments)
            } catch var located as LocatedFault {
                // It went wrong within the library: the call is what the program's writer can change.
                located.add(call: function.functionHeader?.name ?? "layer", at: span)
                throw located
            }
        }
    }

    /// What a gradient's function gives at a point that is not known: something like the point.
    private func slopes(
        _ gradient: GradientFunction, _ arguments: CallArguments, _ site: Site, _ span: Span
    ) -> Value {
        let value = invoke(gradient.function, arguments, site, span)
        let slopes = arguments.positional.first?.withoutElements(recorder) ?? .unknown()
        return gradient.givesValue ? .tuple([value.withoutElements(recorder), slopes]) : slopes
    }

    /// Of a value that can't be a function a call is a mistake.
    private func callUnknown(_ function: Value, _ arguments: CallArguments, _ site: Site) -> Value {
        guard let witness = function.witness, !machine.isCallable(witness) else { return .unknown() }
        return reporting(site) { try machine.call(witness, arguments) }
    }

    /// Whether it is written in the standard library, which has no effects and comes to an end.
    private func isOfLibrary(_ function: Value) -> Bool {
        guard let name = function.functionHeader?.name, let core = session.coreValue(named: name)?.object else {
            return false
        }
        return core === function.object
    }

    // MARK: - Functions of the library

    private func call(_ native: NativeObject, _ arguments: CallArguments, _ site: Site) -> Value {
        do {
            takeCall(costing: 4)
            let chosen = try native.candidates(for: arguments)
            for candidate in chosen.dropFirst() where candidate.signature.takes(arguments) {
                return .unknown(chosen.resultType)
            }
            guard let only = chosen.first else { return .unknown() }
            try machine.check(arguments, against: only.signature)
            if only.isPure { return try result(of: native, only, arguments) }
            return try result(ofImpure: only, arguments)
        } catch { return report(error, site) }
    }

    private func result(of native: NativeObject, _ chosen: Native, _ arguments: CallArguments) throws -> Value {
        guard arguments.areKnown else { return try result(of: native, chosen.signature, like: arguments) }
        let draws = session.generator
        let value = settled(try machine.call(.object(native), arguments))
        return session.generator == draws ? value : value.withoutElements(recorder)
    }

    /// What is known of the result for arguments that are like these.
    private func result(
        of native: NativeObject, _ signature: Signature, like arguments: CallArguments
    ) throws -> Value {
        let result = Value.unknown(signature.result)
        // What is said of a few rows is said of all.
        guard arguments.areOutlined,
            let examples = arguments.haveModels ? arguments.fewRows.examples : arguments.examples
        else { return result }
        do {
            let value = try withExamples { try machine.call(.object(native), examples) }
            return signature.result.followsFromColumns ? asOutline(value, isSample: arguments.hasSamples) : result
        } catch {
            guard isTrue(of: arguments, error) else { return result }
            throw error
        }
    }

    /// Whether what goes wrong with examples goes wrong with the arguments themselves.
    private func isTrue(of arguments: CallArguments, _ error: any Error, isFit: Bool = false) -> Bool {
        guard let fault = (error as? Fault) ?? (error as? LocatedFault)?.fault else { return false }
        let kind = fault.kind
        if kind == .value { return arguments.areThemselves(fault.labels.map(\.role)) }
        // How many rows there are is not known; what a network makes of each is.
        if kind == .shape { return !arguments.hasSamples && (isFit || !arguments.haveRows) }
        // Of a sample the names of columns are known, and not their types.
        return kind.isOfTypes && !(arguments.hasSamples && kind == .type)
    }

    /// A function with effects is not called; what it would give may be told all the same.
    private func result(ofImpure native: Native, _ arguments: CallArguments) throws -> Value {
        let result = Value.unknown(native.signature.result)
        let files = native.signature.files(arguments)
        guard let preview = native.previewing else {
            if native.signature.takesFiles { written = files.flatMap { written?.union($0) } }
            return result
        }
        guard let files, let written, written.isDisjoint(with: files), let examples = arguments.examples else {
            return result
        }
        let isExact = arguments.areThere
        do {
            let value = try withExamples(!isExact) { try machine.call(.object(NativeObject(preview)), examples) }
            if let model = value.unknown?.outline?.model {
                return .outlined(.model(model), isSample: arguments.hasSamples)
            }
            return settled(value)
        } catch {
            guard isExact || isTrue(of: arguments, error, isFit: true) else { return result }
            throw error
        }
    }

    private func withExamples<Result>(_ areExamples: Bool = true, _ body: () throws -> Result) rethrows -> Result {
        let outer = usesExamples
        usesExamples = outer || areExamples
        defer { usesExamples = outer }
        return try body()
    }

    private func asOutline(_ value: Value, isSample: Bool) -> Value {
        if value.expression != nil { return value }
        if value.frame != nil || value.column != nil { return .outlined(value, isSample: isSample) }
        if let tuple = value.tuple { return .tuple(tuple.elements.map { asOutline($0, isSample: isSample) }) }
        if let list = value.list { return .list(list.elements.map { asOutline($0, isSample: isSample) }) }
        return value.withoutElements(recorder)
    }
}

extension Signature {
    var takesFiles: Bool { parameters.contains(where: \.isFile) }

    /// The files that a call names; nil if one is not known.
    fileprivate func files(_ arguments: CallArguments) -> Set<String>? {
        guard takesFiles else { return [] }
        let values = arguments.positional + arguments.named.map(\.value)
        guard values.allSatisfy({ $0.unknown == nil || !ValueType.string.accepts($0.type) }) else { return nil }
        return Set(values.compactMap(\.string))
    }
}

extension Parameter {
    fileprivate var isFile: Bool { if case .files = offers { true } else { false } }
}

extension NativeObject {
    /// The implementations that may be meant, as far as the type of the first argument tells.
    fileprivate func candidates(for arguments: CallArguments) throws -> [Native] {
        guard overloads.count > 1, let first = arguments.positional.first, first.unknown != nil else {
            return [try overload(for: arguments)]
        }
        let fitting = overloads.filter { $0.signature.firstPositional?.type.accepts(first.type) == true }
        // None fits: the fault that says so needs no more than the type.
        return fitting.isEmpty ? [try overload(for: arguments)] : fitting
    }
}

extension [Native] {
    fileprivate var resultType: ValueType {
        dropFirst().reduce(first?.signature.result ?? .any) { .either($0, $1.signature.result) }
    }
}

extension CallArguments {
    var areKnown: Bool { positional.allSatisfy(\.isKnown) && named.allSatisfy { $0.value.isKnown } }

    /// Whether for all that is not known of them there is something like it.
    fileprivate var areOutlined: Bool { values.allSatisfy { $0.isKnown || $0.unknown?.outline != nil } }

    /// Whether a model among them is only like the one that is meant.
    fileprivate var haveModels: Bool { values.contains { $0.unknown?.outline?.model != nil } }

    /// Whether all are known with their elements.
    fileprivate var areThere: Bool { values.allSatisfy(\.isThere) }

    /// With the first rows of their frames in place of all.
    fileprivate var fewRows: CallArguments {
        mapped { value in
            guard let frame = value.unknown?.outline?.frame ?? value.frame, frame.rowCount > 4 else { return value }
            return .outlined(.frame(frame.take([0, 1, 2, 3])), isSample: value.isSample)
        }
    }

    /// Whether rows of frames or columns among them are not those that are meant.
    fileprivate var haveRows: Bool { values.contains { $0.unknown?.outline.map { $0.model == nil } ?? false } }

    fileprivate var hasSamples: Bool { values.contains(where: \.isSample) }

    /// Whether one is a tensor whose elements are there.
    var haveElements: Bool { values.contains { $0.tensor?.variable.isThere == true } }

    /// Whether what a fault is about are arguments that are known, rather than values in their places.
    fileprivate func areThemselves(_ roles: [Fault.Role]) -> Bool {
        !roles.isEmpty && roles.allSatisfy { self[$0]?.isThere == true }
    }

    private var values: [Value] { positional + named.map(\.value) }

    /// Values like the arguments; nil if one can't be had.
    fileprivate var examples: CallArguments? {
        var examples = CallArguments()
        for value in positional {
            guard let example = value.example() else { return nil }
            examples.positional.append(example)
        }
        for (name, value) in named {
            guard let example = value.example() else { return nil }
            examples.named.append((name, example))
        }
        return examples
    }

    /// Tensors by their types alone: what random parameters make of their elements is not known.
    fileprivate func outlined(_ recorder: Emitter) -> CallArguments {
        mapped { value in
            guard let variable = value.tensor?.variable, variable.isThere else { return value }
            return recorder.outline(of: variable.type)
        }
    }

    private func mapped(_ change: (Value) -> Value) -> CallArguments {
        CallArguments(positional.map(change), named: named.map { ($0.name, change($0.value)) })
    }
}

extension Value {
    /// Whether it is known with all its elements.
    fileprivate var isThere: Bool { isKnown && tensor?.variable.isThere != false }

    /// Whether parameters that were drawn at random are part of it.
    fileprivate var isRandom: Bool { type == .layer || type == .model }
}

extension ValueType {
    /// Whether `.name(…)` may call a field of such a value.
    fileprivate var mayHaveFields: Bool {
        switch self {
        case .none, .bool, .int, .float, .string, .number, .range, .frame, .column, .expression, .list, .tuple, .model:
            false
        case .tensor: false
        case .oneOf(let types): types.contains(where: \.mayHaveFields)
        default: true
        }
    }

    /// Whether a function with such a result makes columns of columns, whatever the rows.
    fileprivate var followsFromColumns: Bool {
        switch self {
        case .frame, .column, .expression, .tuple, .list: true
        default: false
        }
    }
}
