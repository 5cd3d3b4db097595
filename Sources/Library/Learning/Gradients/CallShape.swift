import Language
import Signatures
import Tensors

/// What one call of a function must have in common with another for both to be the same plan: everything about the
/// arguments, and about what the function captured, except for the elements of tensors and for the numbers of the
/// first argument.
struct CallShape {
    enum Part: Equatable {
        /// An input of the plan.
        case tensor(DType, Shape)
        /// A number that is differentiated, which is an input as well, of this dtype.
        case number(DType)
        // Values that are part of the plan.
        case missing, none
        case bool(Bool)
        case int(Int)
        case float(bits: UInt64, isSingle: Bool)
        case object(ObjectIdentifier)
        // Containers, whose parts follow.
        case list(Int), tuple(Int)
        case record([String])
        case named(String)
    }

    private(set) var parts: [Part] = []
    /// The inputs of the plan, in order.
    private(set) var inputs: [Value] = []
    /// Objects that are part of the plan: as long as they are held here, none is changed in place.
    private(set) var held: [Object] = []
    /// Whether the call can't be a plan: gradients or a recording follow its arguments, or they are too many.
    private(set) var isUnsuited = false

    /// Longer lists are taken as they are, unless they are differentiated.
    private static let longestList = 64
    private static let mostParts = 10_000
    private static let deepest = 50

    init(of function: FunctionObject, _ arguments: CallArguments) {
        for (index, value) in arguments.positional.enumerated() { add(value, isPoint: index == 0, depth: 0) }
        for (name, value) in arguments.named {
            parts.append(.named(name))
            add(value, isPoint: false, depth: 0)
        }
        for value in function.captured {
            if let value { add(value, isPoint: false, depth: 0) } else { parts.append(.missing) }
        }
    }

    func agrees(with other: CallShape) -> Bool { parts == other.parts }

    private mutating func add(_ value: Value, isPoint: Bool, depth: Int) {
        switch value {
        case .none: parts.append(.none)
        case .bool(let truth): parts.append(.bool(truth))
        case .int, .float, .single: add(number: value, isPoint: isPoint)
        case .object(let object): add(object, value, isPoint: isPoint, depth: depth)
        }
    }

    private mutating func add(number value: Value, isPoint: Bool) {
        if isPoint { inputs.append(value) }
        switch value {
        case .int where isPoint: parts.append(.number(.i64))
        case .single where isPoint: parts.append(.number(.f32))
        case _ where isPoint: parts.append(.number(.f64))
        case .int(let number): parts.append(.int(number))
        case .single(let number): parts.append(.float(bits: number.bitPattern, isSingle: true))
        default: parts.append(.float(bits: (value.number ?? 0).bitPattern, isSingle: false))
        }
    }

    private mutating func add(_ object: Object, _ value: Value, isPoint: Bool, depth: Int) {
        let most = isPoint ? Int.max : Self.longestList
        if let tensor = value.tensor {
            add(tensor, value)
        } else if let fields = value.record?.fields, fields.count <= most {
            add(fields.values, as: .record(fields.keys), isPoint: isPoint, depth: depth)
        } else if let list = value.list, list.elements.count <= most {
            add(list.elements, as: .list(list.elements.count), isPoint: isPoint, depth: depth)
        } else if let tuple = value.tuple, tuple.elements.count <= most {
            add(tuple.elements, as: .tuple(tuple.elements.count), isPoint: isPoint, depth: depth)
        } else if let network = value.foreign as? FixedNetwork {
            hold(network.origin)
            add(network.parameters.values, as: .record(network.parameters.keys), isPoint: isPoint, depth: depth)
        } else {
            hold(object)
        }
    }

    private mutating func add(_ tensor: TensorObject, _ value: Value) {
        guard let elements = tensor.variable.tensor, !tensor.isTraced else { return isUnsuited = true }
        parts.append(.tensor(elements.dtype, elements.shape))
        inputs.append(value)
    }

    private mutating func add(_ values: [Value], as container: Part, isPoint: Bool, depth: Int) {
        parts.append(container)
        guard depth < Self.deepest, parts.count + values.count <= Self.mostParts else { return isUnsuited = true }
        for value in values where !isUnsuited { add(value, isPoint: isPoint, depth: depth + 1) }
    }

    private mutating func hold(_ object: Object) {
        parts.append(.object(ObjectIdentifier(object)))
        held.append(object)
    }
}

extension CallShape {
    /// The value with other tensors, and other numbers if it is differentiated, in the places of its own: in the
    /// order of `inputs`.
    static func replacingInputs(
        of value: Value, isPoint: Bool, depth: Int = 0, by replace: (Value) throws -> Value
    ) rethrows -> Value {
        let most = isPoint ? Int.max : longestList
        func replaced(_ values: [Value]) throws -> [Value] {
            try values.map { try replacingInputs(of: $0, isPoint: isPoint, depth: depth + 1, by: replace) }
        }
        if value.tensor != nil || (isPoint && value.isNumber) { return try replace(value) }
        if var fields = value.record?.fields, fields.count <= most {
            fields.values = try replaced(fields.values)
            return .record(fields)
        }
        if let list = value.list, list.elements.count <= most { return .list(try replaced(list.elements)) }
        if let tuple = value.tuple, tuple.elements.count <= most { return .tuple(try replaced(tuple.elements)) }
        if let network = value.foreign as? FixedNetwork {
            return .object(network.replacingParameters(by: try replaced(network.parameters.values)))
        }
        return value
    }
}
