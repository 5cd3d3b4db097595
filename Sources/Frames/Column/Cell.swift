/// One cell of a frame, as scripts and messages see it.
package enum Cell: Hashable, Sendable {
    case missing
    case float(Double)
    case int(Int)
    case bool(Bool)
    case string(String)
    /// Days since 1970-01-01.
    case date(Int)
    /// Microseconds since 1970-01-01T00:00:00.
    case datetime(Int)

    /// The type of a column of such cells; nil where the cell is missing.
    package var type: ColumnType? {
        switch self {
        case .missing: nil
        case .float: .float
        case .int: .int
        case .bool: .bool
        case .string: .string
        case .date: .date
        case .datetime: .datetime
        }
    }

    /// The cell as a number; nil for text, times and missing cells.
    package var double: Double? {
        switch self {
        case .float(let value): value
        case .int(let value): Double(value)
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
