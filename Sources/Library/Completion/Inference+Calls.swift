import Frames
import Language
import Signatures

/// What is known of calls.
extension Inference {
    func call(_ callee: Expression, _ arguments: [Argument]) -> Known? {
        guard let function = known(callee) else { return nil }
        return result(of: function, taking: arguments.map { (name: $0.name?.name, known: known($0.value)) })
    }

    func methodCall(_ base: Expression, _ name: String, _ arguments: [Argument]) -> Known? {
        let receiver = known(base)
        let given = arguments.map { (name: $0.name?.name, known: known($0.value)) }
        if let field = receiver?.callableMember(name, in: session) { return result(of: field, taking: given) }
        guard let function = known(name: name) else { return nil }
        return result(of: function, taking: [(name: nil, known: receiver)] + given)
    }

    private func result(of function: Known, taking arguments: [(name: String?, known: Known?)]) -> Known? {
        guard let object = function.value?.native else { return resultOfCallable(function) }
        let first = arguments.first { $0.name == nil }?.known
        guard let native = arguments.isEmpty ? object.overloadWithoutArguments : object.overload(for: first?.type)
        else { return nil }
        let signature = native.signature
        if signature.isKnownWithoutRows(first: first), let value = run(object, signature, arguments) {
            return .value(value)
        }
        if signature.result == .frame, let frame = first?.frame { return .value(.frame(frame)) }
        return signature.result == .any ? nil : .type(signature.result)
    }

    private func resultOfCallable(_ function: Known) -> Known? {
        guard let object = function.value?.object else { return nil }
        switch object.kind {
        case .layerDeclaration: return .type(.layer)
        case .layer: return .type(.tensor())
        default: return object is PipelineObject ? .type(.tensor()) : nil
        }
    }

    /// Runs a verb on its frames without their rows. What is not known of its other arguments is missing there.
    private func run(
        _ native: NativeObject, _ signature: Signature, _ arguments: [(name: String?, known: Known?)]
    ) -> Value? {
        var given = CallArguments()
        for (name, known) in arguments {
            let value = known?.value?.withoutRows ?? .none
            if let name { given.named.append((name, value)) } else { given.positional.append(value) }
        }
        return try? session.machine.call(.object(native), given)
    }
}

extension Signature {
    /// Whether its result for frames without rows tells all there is to know, and costs nothing: a verb, or a function
    /// that makes a column expression.
    fileprivate func isKnownWithoutRows(first: Known?) -> Bool {
        let readsFiles = parameters.contains { if case .files = $0.offers { true } else { false } }
        guard !readsFiles else { return false }
        switch result {
        case .expression: return first == nil || first?.value?.column == nil
        case .frame, .tuple, .list: return first?.frame != nil || (result == .frame && first?.value?.record != nil)
        default: return false
        }
    }
}

extension Value {
    /// A frame without its rows; all else as it is.
    fileprivate var withoutRows: Value { frame.map { .frame($0.take([])) } ?? self }
}

extension Known {
    /// A field that `x.name(…)` calls, rather than the function of that name with `x` as its first argument.
    func callableMember(_ name: String, in session: Session) -> Known? {
        guard let value, value.frame == nil, let member = member(name, in: session), let field = member.value,
            session.machine.isCallable(field)
        else { return nil }
        return member
    }
}
