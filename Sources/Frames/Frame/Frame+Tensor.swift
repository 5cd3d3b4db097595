import Signatures
import Tensors

extension Frame {
    /// These columns side by side, rows first: `[rows, columns]`. Booleans are 0 and 1.
    ///
    /// - Throws: a fault that names a column that is not numeric or has missing cells.
    package func matrix(_ names: [String], dtype: DType = .f32) throws -> Tensor {
        let columns = try names.map { name in
            let column = try column(name)
            guard column.type.isNumeric else {
                throw Fault(
                    .type,
                    "`\(columnText(name))` is a \(column.type.rawValue) column; a tensor needs numbers",
                    help: column.type.isText ? "`one_hot()` turns text into numbers" : nil)
            }
            guard column.missingCount == 0 else {
                throw Fault(
                    .missing,
                    "`\(columnText(name))` has missing cells (\(column.missingCount)); a tensor can't hold them",
                    help: "`impute()` or `fill_missing` fills them")
            }
            return column.doubles
        }
        try chargeRows(rowCount, columns: names.count, "a tensor")
        let width = columns.count
        if dtype == .f32 {
            var cells = Array(repeating: Float(0), count: rowCount * width)
            for (index, column) in columns.enumerated() {
                for row in 0..<rowCount { cells[row * width + index] = Float(column[row]) }
            }
            return try Tensor(cells, sizes: [rowCount, width])
        }
        var cells = Array(repeating: 0.0, count: rowCount * width)
        for (index, column) in columns.enumerated() {
            for row in 0..<rowCount { cells[row * width + index] = column[row] }
        }
        return try Tensor(cells, sizes: [rowCount, width]).cast(to: dtype)
    }

    /// A column for each column of a matrix, or one of a vector; integers and booleans stay what they are.
    package init(_ tensor: Tensor, names: [String]? = nil) throws {
        guard tensor.rank == 1 || tensor.rank == 2 else {
            throw Fault(.shape, "a frame needs a tensor with one or two axes, not \(tensor.type)")
        }
        let width = tensor.rank == 2 ? tensor.sizes[1] : 1
        let names = names ?? (0..<width).map { "column\($0 + 1)" }
        guard names.count == width else {
            throw Fault(
                .shape,
                "the tensor has \(width) \(width == 1 ? "column" : "columns"), and names for \(names.count) were given")
        }
        let rows = tensor.sizes[0]
        let every = (0..<width).map { column in (0..<rows).map { $0 * width + column } }
        let columns: [Column] =
            switch tensor.dtype {
            case .bool: every.map { [values = tensor.boolValues] in Column(values.take($0)) }
            case .i64: every.map { [values = tensor.i64Values] in Column(values.take($0)) }
            case .f32, .f64: every.map { [values = tensor.f64Values] in Column(values.take($0)) }
            }
        try self.init(zip(names, columns).map { ($0, $1) }, rowCount: rows)
    }
}
