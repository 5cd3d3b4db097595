/// A setting of an operation that is not a tensor: an axis, a shape, a rate.
///
/// An op's attributes stand in the order of its parameters, so that they are found without a search.
package enum Attribute: Hashable, Sendable {
    case none
    case bool(Bool)
    case int(Int)
    case float(Double)
    case ints([Int])
    case sizes([Size])
    case string(String)
    case dtype(DType)

    package var int: Int? {
        if case .int(let value) = self { value } else { nil }
    }

    package var ints: [Int]? {
        switch self {
        case .ints(let values): values
        case .int(let value): [value]
        default: nil
        }
    }

    package var float: Double? {
        switch self {
        case .float(let value): value
        case .int(let value): Double(value)
        default: nil
        }
    }

    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    package var dtype: DType? {
        if case .dtype(let value) = self { value } else { nil }
    }
}
