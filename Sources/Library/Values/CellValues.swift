import Frames
import Language
import Signatures

extension Value {
    /// A cell of a frame as a value; dates are shown as text.
    package init(_ cell: Cell) {
        switch cell {
        case .missing: self = .none
        case .float(let number): self = .float(number)
        case .int(let number): self = .int(number)
        case .bool(let truth): self = .bool(truth)
        case .string(let text): self = .string(text)
        case .date, .datetime: self = .string(cell.text)
        }
    }

    /// The value as a cell of a frame; nil if no column can hold it.
    package var asCell: Cell? {
        switch self {
        case .none: .missing
        case .bool(let truth): .bool(truth)
        case .int(let number): .int(number)
        case .float(let number), .single(let number): .float(number)
        case .object: string.map(Cell.string)
        }
    }
}

extension Frame {
    /// A row as a record.
    package func record(at row: Int) -> Value {
        .record(Array(zip(names, self.row(row).map(Value.init))))
    }
}
