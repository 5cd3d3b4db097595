import Frames
import Language
import Signatures
import Tensors

/// `df[…]`, `df.name` and their like.
struct FrameIndexing {
    let frame: Frame

    /// `df[0]` is a row as a record, `df[2:5]` some rows, `df["age"]` a column, `df[mask]` the rows where it is true.
    func element(at subscripts: [Subscript]) throws -> Value {
        guard subscripts.count == 1 else {
            throw Fault(
                .index, "a frame takes one index, and there are \(subscripts.count)",
                help: "take the column first: `df.age[0]`")
        }
        switch subscripts[0] {
        case .ellipsis: return .frame(frame)
        case .slice(let start, let stop, let step):
            return .frame(frame.take(try sliceRows(start, stop, step, count: frame.rowCount)))
        case .value(let index): return try element(at: index)
        }
    }

    private func element(at index: Value) throws -> Value {
        if let name = index.string { return .column(try frame.column(name)) }
        if let expression = index.expression { return .frame(try frame.filter(expression)) }
        if let row = index.int {
            return frame.record(at: try resolveIndex(row, axis: 0, size: frame.rowCount))
        }
        return .frame(frame.take(try rows(named: index, count: frame.rowCount)))
    }

    /// The frame with a column set to `value`: a column, a tensor with one axis, a list, or one cell for all rows.
    func setting(_ name: String, to value: Value) throws -> Value {
        let column = try column(of: value, rowCount: frame.rowCount)
        guard column.count == frame.rowCount else {
            throw Fault(
                .shape, "a column of \(column.count) can't be part of a frame with \(frame.rowCount) rows")
        }
        return .frame(try frame.setting(name, column))
    }
}

/// `column[…]`.
struct ColumnIndexing {
    let column: Column

    func element(at subscripts: [Subscript]) throws -> Value {
        guard subscripts.count == 1 else {
            throw Fault(.index, "a column takes one index, and there are \(subscripts.count)")
        }
        switch subscripts[0] {
        case .ellipsis: return .column(column)
        case .slice(let start, let stop, let step):
            return .column(column.take(try sliceRows(start, stop, step, count: column.count)))
        case .value(let index):
            if let row = index.int {
                return Value(column.cell(at: try resolveIndex(row, axis: 0, size: column.count)))
            }
            return .column(column.take(try rows(named: index, count: column.count)))
        }
    }
}

/// The rows that `start:stop:step` names.
private func sliceRows(_ start: Int?, _ stop: Int?, _ step: Int?, count: Int) throws -> [Int] {
    let step = step ?? 1
    let (first, length) = try sliceBounds(start: start, stop: stop, step: step, size: count)
    return (0..<length).map { first + $0 * step }
}

/// The rows that a mask, a list of numbers, a range or a tensor names.
private func rows(named index: Value, count: Int) throws -> [Int] {
    if let mask = index.column, mask.type == .bool {
        try requireLength(mask.count, count)
        return (0..<count).filter { mask.cell(at: $0) == .bool(true) }
    }
    if let tensor = try index.tensor?.variable.read() {
        guard tensor.dtype == .bool else { return try resolved(tensor.i64Values, count) }
        try requireLength(tensor.count, count)
        return tensor.boolValues.indices.filter { tensor.boolValues[$0] }
    }
    if let range = index.range { return try resolved((0..<range.count).map(range.element), count) }
    if let numbers = index.sequence?.map(\.int), !numbers.contains(nil) {
        return try resolved(numbers.compactMap { $0 }, count)
    }
    throw Fault(
        .type,
        "rows are named by a number, a range, a list of numbers or a mask, not by \(index.type.nameWithArticle)",
        labels: [.init(.argument(1), index.label)])
}

private func resolved(_ indices: [Int], _ count: Int) throws -> [Int] {
    try indices.map { try resolveIndex($0, axis: 0, size: count) }
}

private func requireLength(_ given: Int, _ wanted: Int) throws {
    guard given == wanted else {
        throw Fault(
            .shape, "the mask has \(given) \(given == 1 ? "element" : "elements"), and there are \(wanted) rows")
    }
}

/// What a column may be made of: a column, a tensor, a list of cells, or one cell for `rowCount` rows.
func column(of value: Value, rowCount: Int?) throws -> Column {
    if let column = value.column { return column }
    if let tensor = try value.tensor?.variable.read() { return try Column(tensor: tensor) }
    if let range = value.range {
        try MemoryBudget.require(
            bytes: range.count.multipliedReportingOverflow(by: 8).overflow ? .max : range.count * 8,
            for: "a column of the range")
        return Column((0..<range.count).map(range.element))
    }
    let cells =
        value.sequence.map { $0.map(\.asCell) } ?? rowCount.map { Array(repeating: value.asCell, count: $0) }
    guard let cells, !cells.contains(nil) else {
        throw Fault(
            .type, "a column is made of numbers, booleans or strings, not of \(value.type.nameWithArticle)",
            labels: [.init(.call, value.label)])
    }
    return try Column(cells: cells.compactMap { $0 })
}
