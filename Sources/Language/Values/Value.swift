/// What a script computes with, as native functions and the host see it.
///
/// The virtual machine keeps its registers as plain `Slot`s and turns them into values at its border.
@frozen
public enum Value {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    /// A 64-bit number that came from an f32 element: it computes as a float and is shown with f32's digits.
    case single(Double)
    case object(Object)
}

extension Value {
    package static func string(_ text: String) -> Value { .object(StringObject(text)) }
    package static func list(_ elements: [Value]) -> Value { .object(ListObject(elements)) }
    package static func tuple(_ elements: [Value]) -> Value { .object(TupleObject(elements)) }
    package static func record(_ fields: Fields) -> Value { .object(RecordObject(fields)) }

    package static func record(_ pairs: [(String, Value)]) -> Value {
        .record(Fields(pairs))
    }
}

extension Value {
    package var isNone: Bool { if case .none = self { true } else { false } }
    package var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    package var int: Int? { if case .int(let value) = self { value } else { nil } }

    /// The number as a float, if it is an int, a float or a single.
    package var number: Double? {
        switch self {
        case .int(let value): Double(value)
        case .float(let value), .single(let value): value
        default: nil
        }
    }

    package var isNumber: Bool {
        switch self {
        case .int, .float, .single: true
        default: false
        }
    }

    package var object: Object? { if case .object(let value) = self { value } else { nil } }
    package var string: String? { stringObject?.text }
    package var stringObject: StringObject? { object?.downcast(.string, to: StringObject.self) }
    package var list: ListObject? { object?.downcast(.list, to: ListObject.self) }
    package var tuple: TupleObject? { object?.downcast(.tuple, to: TupleObject.self) }
    package var record: RecordObject? { object?.downcast(.record, to: RecordObject.self) }
    package var range: RangeObject? { object?.downcast(.range, to: RangeObject.self) }
    package var function: FunctionObject? { object?.downcast(.function, to: FunctionObject.self) }
    package var native: NativeObject? { object?.downcast(.native, to: NativeObject.self) }
    package var error: ErrorObject? { object?.downcast(.error, to: ErrorObject.self) }
    package var array: ArrayObject? { object?.downcast(.array, to: ArrayObject.self) }
    package var foreign: ForeignObject? { object?.downcast(.foreign, to: ForeignObject.self) }
    package var layer: LayerObject? { object?.downcast(.layer, to: LayerObject.self) }

    /// The elements of a list or tuple.
    package var sequence: [Value]? { list?.elements ?? tuple?.elements }
}
