import Formats
import Language
import Signatures
import Tensors

/// A value of the language on its way into JSON text, which an interrupt stops: unlike the manifests of what is saved
/// after one.
struct WrittenValue: JSONSource {
    private enum Part {
        case value(Value)
        /// The elements of a tensor from `start` on, along this axis and those after it.
        case elements(Tensor, axis: Int, start: Int)
    }

    private let part: Part
    /// What a part that has no form in JSON is labelled by.
    private let role: Fault.Role

    init(_ value: Value, role: Fault.Role) { self.init(.value(value), role: role) }

    private init(_ part: Part, role: Fault.Role) {
        self.part = part
        self.role = role
    }

    var isNested: Bool {
        switch part {
        case .value(let value):
            if let elements = value.sequence { return !elements.isEmpty }
            if let fields = value.record?.fields { return !fields.keys.isEmpty }
            return value.tensor.map { $0.variable.rank > 0 && $0.variable.tensor?.count != 0 } ?? false
        case .elements(let tensor, let axis, _): return axis < tensor.rank && tensor.count > 0
        }
    }

    /// - Throws: a fault of kind `type` if the value has no form in JSON.
    func level() throws -> JSONLevel<WrittenValue> {
        try Interruption.check()
        switch part {
        case .value(let value): return try level(of: value)
        case .elements(let tensor, let axis, let start): return level(of: tensor, axis, start)
        }
    }

    private func level(of value: Value) throws -> JSONLevel<WrittenValue> {
        switch value {
        case .none: return .scalar(.null)
        case .bool(let truth): return .scalar(.bool(truth))
        case .int(let number): return .scalar(.int(number))
        case .float(let number), .single(let number): return .scalar(.float(number))
        case .object: break
        }
        if let text = value.string { return .scalar(.string(text)) }
        if let elements = value.sequence { return .array(elements.map { WrittenValue($0, role: role) }) }
        if let tensor = try value.tensor?.variable.read() { return level(of: tensor, 0, 0) }
        guard let fields = value.record?.fields else {
            throw Fault(
                .type, "JSON can't hold \(value.type.nameWithArticle)", labels: [.init(role, value.label)])
        }
        return .object(zip(fields.keys, fields.values).map { ($0, WrittenValue($1, role: role)) })
    }

    /// A tensor's elements are arrays in arrays.
    private func level(of tensor: Tensor, _ axis: Int, _ start: Int) -> JSONLevel<WrittenValue> {
        guard axis < tensor.rank else { return .scalar(JSON(tensor.scalar(flat: start))) }
        let step = tensor.sizes.dropFirst(axis + 1).reduce(1, *)
        return .array(
            (0..<tensor.shape[axis]).map {
                WrittenValue(.elements(tensor, axis: axis + 1, start: start + $0 * step), role: role)
            })
    }
}

extension JSON {
    fileprivate init(_ scalar: Scalar) {
        switch scalar {
        case .bool(let truth): self = .bool(truth)
        case .int(let number): self = .int(number)
        case .single(let number): self = .float(Double(number))
        case .float(let number): self = .float(number)
        }
    }
}
