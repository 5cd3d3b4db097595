import Frames
import Graphs
import Language
import Signatures

/// A value of which no more is known before the run than its type, and of frames and columns their names and types.
final class Unknown: ForeignObject {
    /// A frame or a column like it, without rows.
    let outline: Value?

    init(_ type: ValueType = .any, outline: Value? = nil) {
        self.outline = outline
        super.init(type)
    }
}

extension Value {
    static func unknown(_ type: ValueType = .any) -> Value { .object(Unknown(type)) }

    /// A frame or column of these names and types with any rows.
    static func outlined(_ outline: Value) -> Value { .object(Unknown(outline.type, outline: outline)) }

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
        if let outline = unknown.outline { return outline }
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
        if let frame { return .outlined(.frame(frame.take([]))) }
        if let column { return .outlined(.column(column.take([]))) }
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

    private var parts: [ValueType] {
        switch self {
        case .oneOf(let types): types
        case .tensor: [.tensor()]
        default: [self]
        }
    }
}
