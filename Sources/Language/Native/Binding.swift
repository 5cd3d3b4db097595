import Signatures

/// Matches the arguments of a call with the parameters of a signature.
struct Binding {
    let signature: Signature
    private(set) var values: [Value]
    private(set) var sources: [ArgumentSource]
    private var rest: [Value] = []
    private var namedRest: [(String, Value)] = []

    init(_ signature: Signature, _ arguments: CallArguments) throws(Fault) {
        self.signature = signature
        values = Array(repeating: .none, count: signature.parameters.count)
        sources = Array(repeating: .missing, count: signature.parameters.count)
        try placePositional(arguments.positional)
        for (name, value) in arguments.named { try placeNamed(name, value) }
        try finish()
    }

    private mutating func placePositional(_ arguments: [Value]) throws(Fault) {
        var parameter = 0
        for (position, value) in arguments.enumerated() {
            while parameter < values.count, !signature.parameters[parameter].passing.takesPositions {
                parameter += 1
            }
            guard parameter < values.count else { throw tooMany(arguments.count, at: position) }
            if signature.parameters[parameter].passing == .variadic {
                try check(value, parameter, .position(position))
                if sources[parameter] == .missing { sources[parameter] = .position(position) }
                rest.append(value)
            } else {
                try set(parameter, to: value, .position(position))
                parameter += 1
            }
        }
    }

    private mutating func placeNamed(_ name: String, _ value: Value) throws(Fault) {
        let index = signature.parameters.firstIndex { $0.name == name && $0.passing.takesNames }
        guard let index else {
            guard let last = signature.parameters.firstIndex(where: { $0.passing == .namedRest }) else {
                throw unknownParameter(name, of: signature.name, among: namedParameters)
            }
            try check(value, last, .name(name))
            sources[last] = .name(name)
            namedRest.append((name, value))
            return
        }
        if case .position(let position) = sources[index] { throw givenTwice(name, position: position) }
        try set(index, to: value, .name(name))
    }

    private mutating func set(_ index: Int, to value: Value, _ source: ArgumentSource) throws(Fault) {
        // `none` may stand for a default of `none`, whatever the type.
        if !(value.isNone && signature.parameters[index].defaultValue != nil) {
            try check(value, index, source)
        }
        values[index] = value
        sources[index] = source
    }

    private mutating func finish() throws(Fault) {
        for (index, parameter) in signature.parameters.enumerated() {
            switch parameter.passing {
            case .variadic: values[index] = .list(rest)
            case .namedRest: values[index] = .record(namedRest)
            case .normal, .named:
                guard sources[index] == .missing else { continue }
                guard let defaultValue = parameter.defaultValue else { throw missing(parameter) }
                values[index] = Value(defaultValue)
            }
        }
    }

    private func check(_ value: Value, _ index: Int, _ source: ArgumentSource) throws(Fault) {
        let parameter = signature.parameters[index]
        guard parameter.type.accepts(value.type) else { throw wrongType(value, parameter, source) }
        guard !parameter.choices.isEmpty, let text = value.string, !parameter.choices.contains(text) else {
            return
        }
        var fault = Fault.unknown("choice", text, among: parameter.choices, kind: .value)
        let choices = parameter.choices.map { "\"\($0)\"" }.joined(separator: ", ")
        fault.message = "`\(parameter.name)` of `\(signature.name)` is one of \(choices), not \"\(text)\""
        fault.labels = [.init(source.role, "")]
        throw fault
    }

    // MARK: Faults

    private var namedParameters: [String] {
        signature.parameters.filter { $0.passing.takesNames }.map(\.name)
    }

    private func tooMany(_ count: Int, at position: Int) -> Fault {
        let most = signature.parameters.count { $0.passing == .normal }
        return Fault(
            .argument,
            "`\(signature.name)` takes \(counted(most, "argument")) by position, and is called with \(count)",
            labels: [.init(.argument(position), "one too many")], notes: ["it is \(signature)"],
            help: signature.parameters.last?.passing == .namedRest ? "give it a name: `name: …`" : nil)
    }

    private func missing(_ parameter: Parameter) -> Fault {
        Fault(
            .argument, "`\(signature.name)` is called without its argument `\(parameter.name)`",
            notes: ["it is \(signature)"])
    }

    private func wrongType(_ value: Value, _ parameter: Parameter, _ source: ArgumentSource) -> Fault {
        let place: String
        if case .position(let position) = source, position < ordinals.count {
            place = "its \(ordinals[position]) argument"
        } else {
            place = "`\(parameter.name)`"
        }
        return Fault(
            .type,
            "`\(signature.name)` takes \(parameter.type.nameWithArticle) as \(place), not "
                + value.type.nameWithArticle, labels: [.init(source.role, value.label)],
            help: parameter.type.accepts(.list) && value.array != nil ? "write `list(…)` for a list of numbers" : nil)
    }
}

let ordinals = ["first", "second", "third", "fourth", "fifth", "sixth"]

extension Parameter.Passing {
    fileprivate var takesPositions: Bool { self == .normal || self == .variadic }
    fileprivate var takesNames: Bool { self == .normal || self == .named }
}

extension Value {
    init(_ defaultValue: Parameter.Default) {
        switch defaultValue {
        case .none, .computed: self = .none
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .string(let value): self = .string(value)
        }
    }
}

extension Signature {
    /// Whether a call with such arguments gets as far as the function.
    package func takes(_ arguments: CallArguments) -> Bool { (try? Binding(self, arguments)) != nil }
}
