import Frames

extension Cell {
    /// The cell as a class label: 1, 1.0 and true name the same class.
    var asLabel: Cell {
        guard let number = double else { return self }
        return Int(exactly: number).map(Cell.int) ?? .float(number)
    }

    /// The label as tables and the columns of `probabilities` name it.
    package var label: String {
        switch self {
        case .missing: "missing"
        case .float(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
        case .int(let value), .date(let value), .datetime(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .string(let value): value
        }
    }
}
