import Signatures

extension Machine {
    /// Calls the implementation that fits the first argument.
    func call(_ native: NativeObject, _ arguments: CallArguments) throws -> Value {
        let chosen = try native.overload(for: arguments)
        let binding = try helping(chosen.signature, arguments)
        var bound = Arguments(
            signature: chosen.signature, values: binding.values, sources: binding.sources, caller: self)
        if !chosen.isPure { try host.willCallImpure(native.name) }
        do {
            return try chosen.body(&bound)
        } catch let fault as Fault {
            throw fault.placed(by: bound)
        }
    }
}

extension Machine {
    /// - Throws: the fault that a call with such arguments meets before anything of it runs.
    package func check(_ arguments: CallArguments, against signature: Signature) throws {
        _ = try helping(signature, arguments)
    }

    /// Matches arguments with parameters; a fault leads those on who know other libraries.
    private func helping(_ signature: Signature, _ arguments: CallArguments) throws -> Binding {
        do throws(Fault) {
            return try Binding(signature, arguments)
        } catch {
            guard error.help == nil, let role = error.labels.first?.role else { throw error }
            var fault = error
            fault.help = help(signature, arguments, role)
            throw fault
        }
    }

    private func help(_ signature: Signature, _ arguments: CallArguments, _ role: Fault.Role) -> String? {
        if case .named(let name) = role, !signature.parameters.contains(where: { $0.name == name }) {
            return host.help(forUnknownParameter: name)
        }
        guard let quoted = arguments[role]?.string, host.coreValue(named: quoted)?.native != nil else { return nil }
        return "write `\(quoted)` without quotes: it is a function"
    }
}

extension NativeObject {
    /// One name may stand for several functions; which one is meant depends on the data, the first argument.
    package func overload(for arguments: CallArguments) throws(Fault) -> Native {
        if overloads.count == 1 { return overloads[0] }
        for native in overloads where native.signature.fits(arguments) {
            guard let first = arguments.positional.first, !native.suits(first) else { return native }
        }
        throw noOverload(arguments)
    }

    private func noOverload(_ arguments: CallArguments) -> Fault {
        guard let first = arguments.positional.first else {
            return Fault(
                .argument, "`\(name)` is called without its first argument",
                notes: overloads.map { "it is \($0.signature)" })
        }
        var accepted: [String] = []
        for native in overloads {
            guard let type = native.signature.parameters.first?.type.nameWithArticle else { continue }
            if !accepted.contains(type) { accepted.append(type) }
        }
        return Fault(
            .type,
            "`\(name)` takes \(accepted.joined(separator: " or ")) as its first argument, not "
                + first.type.nameWithArticle, labels: [.init(.argument(0), first.label)])
    }
}

extension Signature {
    /// Whether a call with these arguments may be meant for this signature, by its first argument.
    fileprivate func fits(_ arguments: CallArguments) -> Bool {
        guard let first = arguments.positional.first else {
            guard let parameter = parameters.first, parameter.isRequired else { return true }
            return arguments.named.contains { $0.name == parameter.name }
        }
        guard let parameter = parameters.first(where: { $0.passing == .normal || $0.passing == .variadic })
        else {
            return false
        }
        return parameter.type.accepts(first.type)
    }
}

extension Fault {
    /// A native speaks of its parameters by position or by name; the call may have given them the other way.
    fileprivate func placed(by arguments: Arguments) -> Fault {
        var fault = self
        for (index, label) in fault.labels.enumerated() {
            fault.labels[index].role = arguments.place(of: label.role)
        }
        return fault
    }
}

extension Arguments {
    fileprivate func place(of role: Fault.Role) -> Fault.Role {
        switch role {
        case .call: return role
        case .argument(let index):
            guard sources.indices.contains(index), case .name = sources[index] else { return role }
            return sources[index].role
        case .named(let name):
            guard let index = signature.parameters.firstIndex(where: { $0.name == name }),
                case .position = sources[index]
            else { return role }
            return sources[index].role
        }
    }
}
