import Frames
import Graphs
import Language
import Signatures
import Tensors

/// A value of which no more is known before the run than its type, and perhaps one that is like it.
final class Unknown: ForeignObject {
    /// A frame or column of the same names and types with other rows or none, or a model that has not been trained.
    let outline: Value?
    /// Whether the types of its columns were found from some of the rows alone.
    let isSample: Bool

    init(_ type: ValueType = .any, outline: Value? = nil, isSample: Bool = false) {
        (self.outline, self.isSample) = (outline, isSample)
        super.init(type)
    }
}

extension Value {
    static func unknown(_ type: ValueType = .any) -> Value { .object(Unknown(type)) }

    /// A frame or column of these names and types with any rows, or a model of this form with any parameters.
    static func outlined(_ outline: Value, isSample: Bool = false) -> Value {
        .object(Unknown(outline.type, outline: outline, isSample: isSample))
    }

    var isSample: Bool { unknown?.isSample == true }

    /// How many elements an example of a tensor may have.
    private static let mostInExample = 1 << 16

    /// A value like it in all that its type and its columns decide; nil where too little is known for that.
    func example() -> Value? {
        if let type = tensor?.variable.type, tensor?.variable.isThere == false {
            guard let count = type.count.known, count <= Self.mostInExample, let sizes = type.knownSizes,
                let zeros = try? Tensor.filled(0, type.dtype, sizes)
            else { return nil }
            return .object(TensorObject(Emitter(.eager).constant(zeros)))
        }
        return witness
    }

    var unknown: Unknown? { foreign as? Unknown }

    /// Lists longer than this are not looked through: they count as not known.
    static let longestKnown = 1_000

    /// Whether all of it is known, tensors by their types alone.
    var isKnown: Bool { isKnown(depth: 0) }

    private func isKnown(depth: Int) -> Bool {
        guard let object else { return true }
        if object.kind == .foreign { return !(object is Unknown) }
        guard let parts = sequence ?? record?.fields.values else { return true }
        return depth < 8 && parts.count <= Self.longestKnown && parts.allSatisfy { $0.isKnown(depth: depth + 1) }
    }

    /// A value of the same type in place of one that is not known, where the type alone decides what an operator
    /// says of it.
    var witness: Value? {
        guard let unknown else { return isKnown ? self : nil }
        // The other rows of a sampled column may make it one of another type.
        if let outline = unknown.outline { return unknown.isSample && outline.column != nil ? nil : outline }
        switch unknown.valueType {
        case .none: return Value.none
        case .bool: return .bool(true)
        case .int: return .int(1)
        case .float: return .float(1)
        case .string: return .string("a")
        default: return nil
        }
    }

    /// What is known of it once its elements are not: what random numbers went into, or what only a run can tell.
    func withoutElements(_ recorder: Emitter) -> Value {
        if let type = tensor?.variable.type { return recorder.outline(of: type) }
        if frame != nil || column != nil { return .outlined(self) }
        if let list { return .list(list.elements.map { $0.withoutElements(recorder) }) }
        if let tuple { return .tuple(tuple.elements.map { $0.withoutElements(recorder) }) }
        if let fields = record?.fields {
            return .record(zip(fields.keys, fields.values).map { ($0, $1.withoutElements(recorder)) })
        }
        if isNumber || bool != nil || string != nil { return .unknown(type) }
        return self
    }
}

extension Emitter {
    /// A tensor of which the type is known; a single number is one of the language's own.
    func outline(of type: TensorType) -> Value {
        guard type.rank == 0 else { return .object(TensorObject(input("", type))) }
        switch type.dtype {
        case .bool: return .unknown(.bool)
        case .i64: return .unknown(.int)
        case .f32, .f64: return .unknown(.float)
        }
    }
}

extension ValueType {
    /// What is known of a value that is one or the other.
    static func either(_ a: ValueType, _ b: ValueType) -> ValueType {
        if a == b { return a }
        if case .any = a { return .any }
        if case .any = b { return .any }
        let parts = a.parts + b.parts.filter { !a.parts.contains($0) }
        return .oneOf(parts)
    }

    private var parts: [ValueType] { if case .oneOf(let types) = self { types } else { [withoutSizes] } }

    /// What is left of a type once it is known of some of the values alone.
    var withoutSizes: ValueType { if case .tensor = self { .tensor() } else { self } }
}
