import Frames
import Language
import Signatures

/// What is known of an expression without running it.
enum Known {
    case value(Value)
    case type(ValueType)
    /// A function that the text defines and that has not run yet.
    case function(FunctionHeader)

    var type: ValueType {
        switch self {
        case .value(let value): value.type
        case .type(let type): type
        case .function: .function
        }
    }

    var value: Value? { if case .value(let value) = self { value } else { nil } }
    var frame: Frame? { value?.frame }

    /// The members that `.name` reads, in order.
    func memberNames(in session: Session) -> [String] {
        guard let value else { return Self.memberNames(of: type) }
        if let record = value.record { return record.fields.keys }
        if value.error != nil { return ErrorObject.memberNames }
        guard let object = value.object, value.frame == nil else { return value.frame?.names ?? [] }
        return session.memberNames(of: object)
    }

    private static func memberNames(of type: ValueType) -> [String] {
        switch type {
        case .model: ModelMembers.names
        case .error: ErrorObject.memberNames
        default: []
        }
    }

    func member(_ name: String, in session: Session) -> Known? {
        if let field = value?.record?.fields[name] { return .value(field) }
        if let frame { return frame.column(ifNamed: name).map { .value(.column($0)) } }
        return (value?.object).flatMap { try? session.member(name, of: $0) }.map(Known.value)
    }
}

extension Frame {
    func column(ifNamed name: String) -> Column? { position(of: name).map { columns[$0] } }
}

extension ValueType {
    /// Whether the type is this one, or offers it by name as one of several.
    func mentions(_ type: ValueType) -> Bool {
        if case .oneOf(let types) = self { return types.contains { $0.mentions(type) } }
        return self == type
    }
}

extension Signature {
    /// Of a function or layer that a script defines.
    init(_ header: FunctionHeader) {
        let parameters = header.parameters.map { parameter in
            Parameter(
                parameter.name, parameter.annotation.flatMap { ValueType.annotations[$0] } ?? .any,
                default: parameter.hasDefault ? .computed("…") : nil)
        }
        self.init(header.name, parameters, header.documentation ?? "", example: "")
    }

    /// The parameter that the first argument by position reaches.
    var firstPositional: Parameter? {
        parameters.first { $0.passing == .normal || $0.passing == .variadic }
    }
}

extension NativeObject {
    /// The implementation for a first argument of a type, as far as that is known.
    func overload(for type: ValueType?) -> Native? {
        guard let type else { return overloads.first }
        return overloads.first { $0.signature.firstPositional?.type.accepts(type) == true } ?? overloads.first
    }

    var overloadWithoutArguments: Native? {
        overloads.first { !$0.signature.parameters.contains(where: \.isRequired) }
    }
}
