import Signatures

extension Value {
    /// The type that signatures and annotations are compared with.
    package var type: ValueType {
        switch self {
        case .none: .none
        case .bool: .bool
        case .int: .int
        case .float, .single: .float
        case .object(let object): object.type
        }
    }

    /// What the value is, as a label under it in an error says: `int`, `f32 [3, 4]`.
    package var label: String {
        if let array { return TensorType(array.dtype, sizes: array.sizes).description }
        return type.name
    }
}

extension Object {
    package var type: ValueType {
        switch kind {
        case .string: .string
        case .list: .list
        case .tuple: .tuple
        case .record: .record
        case .range: .range
        case .function, .native, .layerDeclaration: .function
        case .error: .error
        case .layer: .layer
        case .array: .tensor(unsafeDowncast(self, to: ArrayObject.self).sizes.map { .known($0) })
        case .foreign: unsafeDowncast(self, to: ForeignObject.self).valueType
        case .iterator: .any
        }
    }
}
