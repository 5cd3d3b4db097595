import Language
import Signatures

/// A call at the cursor, matched with the signature of what it calls.
struct KnownCall {
    let signature: Signature
    /// Which of the parameters have an argument, without the one at the cursor.
    private(set) var given: Set<Int> = []
    /// The parameter of the argument at the cursor; nil if it is one too many.
    private(set) var current: Int?
    /// Whether the argument at the cursor has its name before it.
    let isNamed: Bool

    /// nil if it is not known what is called.
    init?(_ call: OpenCall, _ inference: Inference) {
        guard let target = Target(call, inference) else { return nil }
        signature = target.signature
        isNamed = call.current?.name != nil
        var position = 0
        if target.takesReceiver, let first = place(of: &position) { given.insert(first) }
        for argument in call.arguments.dropLast() {
            if let place = place(of: argument, &position) { given.insert(place) }
        }
        current = call.current.flatMap { place(of: $0, &position) }
        for name in call.laterNames { if let place = place(named: name) { given.insert(place) } }
    }

    var parameter: Parameter? { current.map { signature.parameters[$0] } }

    /// The parameters that can still be given by name, those without a place first.
    var namesToCome: [Parameter] {
        let open = signature.parameters.indices.filter { !given.contains($0) }.map { signature.parameters[$0] }
        return open.filter { $0.passing == .named } + open.filter { $0.passing == .normal }
    }

    /// The call on one line.
    var line: SignatureLine { SignatureLine(signature, current: current) }

    // MARK: Places

    private func place(of argument: WrittenArgument, _ position: inout Int) -> Int? {
        argument.name.map { place(named: $0) } ?? place(of: &position)
    }

    private func place(named name: String) -> Int? {
        let parameters = signature.parameters
        return parameters.firstIndex { $0.name == name && ($0.passing == .normal || $0.passing == .named) }
            ?? parameters.firstIndex { $0.passing == .namedRest }
    }

    /// The place of the next argument by position.
    private func place(of position: inout Int) -> Int? {
        while position < signature.parameters.count {
            switch signature.parameters[position].passing {
            case .variadic: return position
            case .normal:
                position += 1
                return position - 1
            case .named, .namedRest: position += 1
            }
        }
        return nil
    }
}

/// What a call calls.
private struct Target {
    let signature: Signature
    /// Whether what stands before the dot or the `|>` is the first argument.
    let takesReceiver: Bool

    init?(_ call: OpenCall, _ inference: Inference) {
        let receiver = call.receiver.flatMap(inference.known)
        let field = call.isMember ? receiver?.callableMember(call.callee.text, in: inference.session) : nil
        takesReceiver = call.receiver != nil && field == nil
        let firstArgument = call.arguments.first { $0.name == nil }?.value
        let first = takesReceiver ? receiver : firstArgument.flatMap(inference.known)
        guard let function = field ?? Self.function(call, inference),
            let signature = function.signature(takingFirst: first?.type)
        else { return nil }
        self.signature = signature
    }

    private static func function(_ call: OpenCall, _ inference: Inference) -> Known? {
        call.isMember ? inference.known(name: call.callee.text) : inference.known(call.callee)
    }
}

extension Known {
    /// How the function is called with a first argument of a type; nil for what is no function.
    func signature(takingFirst type: ValueType?) -> Signature? {
        if case .function(let header) = self { return Signature(header) }
        if let native = value?.native { return native.overload(for: type)?.signature }
        return value?.functionHeader.map { Signature($0) }
    }
}

extension Value {
    /// Of a function or layer that a script declared.
    var functionHeader: FunctionHeader? {
        if let function { return function.isArrow ? nil : function.header }
        return (object as? LayerDeclarationObject)?.header
    }
}

extension FunctionObject {
    fileprivate var isArrow: Bool { header.isArrow }
}
