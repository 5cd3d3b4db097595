import Signatures
import Tensors

extension Column {
    /// A column of the type that all cells share; without any value one of floats.
    ///
    /// - Throws: a fault that shows the first cell that does not go with those before it.
    package init(cells: [Cell]) throws {
        var type: ColumnType?
        for (row, cell) in cells.enumerated() {
            guard let own = cell.type else { continue }
            guard let common = ColumnType.unified(type ?? own, own) else {
                throw Fault(
                    .type,
                    "a column has cells of one type: row \(row) is \(cell.sourceText), those before it are of type \(type?.rawValue ?? "none")"
                )
            }
            type = common
        }
        self.init(Column.values(cells, type ?? .float), validity: Validity(cells.map { $0 != .missing }))
    }

    private static func values(_ cells: [Cell], _ type: ColumnType) -> Values {
        switch type {
        case .float: .float(cells.map { $0.double ?? .nan })
        case .int: .int(cells.map(\.int))
        case .bool: .bool(cells.map { $0 == .bool(true) })
        case .string, .category: .string(TextArena(cells.lazy.map { $0.string ?? "" }))
        case .date: .date(cells.map(\.int))
        case .datetime: .datetime(cells.map(\.microseconds))
        }
    }

    /// The elements of a tensor with one axis.
    package init(tensor: Tensor) throws {
        guard tensor.rank == 1 else {
            throw Fault(.shape, "a column needs a tensor with one axis, not \(tensor.type)")
        }
        self = try Frame(tensor).columns[0]
    }

    /// The cells as a tensor with one axis: f64, i64 or bool.
    ///
    /// - Throws: a fault if the column is not numeric or has missing cells.
    package func tensor(named name: String = "the column") throws -> Tensor {
        guard missingCount == 0 else {
            throw Fault(.missing, "\(name) has missing cells (\(missingCount)); a tensor can't hold them")
        }
        switch values {
        case .float(let values): return try Tensor(values)
        case .int(let values): return try Tensor(values)
        case .bool(let values): return try Tensor(values)
        default: throw Fault(.type, "\(name) is of type \(type.rawValue); a tensor needs numbers")
        }
    }
}

extension Cell {
    fileprivate var int: Int {
        switch self {
        case .int(let value), .date(let value), .datetime(let value): value
        case .bool(let value): value ? 1 : 0
        default: 0
        }
    }

    fileprivate var microseconds: Int {
        if case .date(let day) = self {
            day.multipliedReportingOverflow(by: Calendar.microsecondsPerDay).partialValue
        } else {
            int
        }
    }
}
