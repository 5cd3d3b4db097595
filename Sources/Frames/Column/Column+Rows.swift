extension Column {
    /// The cells of the given rows, in that order; a row may occur more than once.
    package func take(_ rows: [Int]) -> Column {
        Column(values.take(rows), validity: validity?.take(rows))
    }

    /// As `take`, with a missing cell where the row is −1.
    func takeOrMissing(_ rows: [Int]) -> Column {
        guard rows.contains(-1) else { return take(rows) }
        guard count > 0 else { return Column.missing(type, count: rows.count) }
        var found = Validity(repeating: true, count: rows.count)
        for (index, row) in rows.enumerated() where row < 0 || isMissing(at: row) { found[index] = false }
        return Column(values.take(rows.map { max($0, 0) }), validity: found)
    }

    /// The cells where `mask` is true.
    package func filter(_ mask: [Bool]) -> Column { take(mask.trueIndices) }

    /// The cells of `range`, which must lie within the column.
    package func slice(_ range: Range<Int>) -> Column { take(Array(range)) }

    /// A column of missing cells.
    package static func missing(_ type: ColumnType, count: Int) -> Column {
        Column(Values(filling: type, count: count), validity: Validity(repeating: false, count: count))
    }
}

extension Column.Values {
    /// Fillers, as stand in the place of missing cells.
    init(filling type: ColumnType, count: Int) {
        switch type {
        case .float: self = .float(Array(repeating: .nan, count: count))
        case .int: self = .int(Array(repeating: 0, count: count))
        case .bool: self = .bool(Array(repeating: false, count: count))
        case .string: self = .string(TextArena(bytes: [], offsets: Array(repeating: 0, count: count + 1)))
        case .category: self = .category(codes: Array(repeating: 0, count: count), levels: [""])
        case .date: self = .date(Array(repeating: 0, count: count))
        case .datetime: self = .datetime(Array(repeating: 0, count: count))
        }
    }

    func take(_ rows: [Int]) -> Column.Values {
        switch self {
        case .float(let values): .float(values.take(rows))
        case .int(let values): .int(values.take(rows))
        case .bool(let values): .bool(values.take(rows))
        case .string(let arena): .string(arena.take(rows))
        case .category(let codes, let levels): .category(codes: codes.take(rows), levels: levels)
        case .date(let values): .date(values.take(rows))
        case .datetime(let values): .datetime(values.take(rows))
        }
    }
}

extension Array {
    func take(_ rows: [Int]) -> [Element] { rows.map { self[$0] } }
}

extension Array where Element == Bool {
    /// The positions that hold true.
    var trueIndices: [Int] { indices.filter { self[$0] } }
}

extension TextArena {
    func take(_ rows: [Int]) -> TextArena {
        var result = TextArena()
        let byteCount = rows.reduce(0) { $0 + offsets[$1 + 1] - offsets[$1] }
        result.reserve(cells: rows.count, bytes: byteCount)
        for row in rows { result.append(row, of: self) }
        return result
    }
}

extension Validity {
    func take(_ rows: [Int]) -> Validity? {
        var result = Validity(repeating: true, count: rows.count)
        for (index, row) in rows.enumerated() where !self[row] { result[index] = false }
        return result.ifAnyMissing
    }
}
