import Signatures
import Tensors

/// Verbs that choose and order rows.
extension Frame {
    /// The rows where `condition` is true, and not missing.
    package func filter(_ condition: ColumnExpression) throws -> Frame { try filter(mask(condition)) }

    /// Whether the condition of `filter` is true, for each row.
    package func mask(_ condition: ColumnExpression) throws -> Column {
        let mask = try evaluate(condition)
        guard mask.type == .bool else {
            var fault = Fault(
                .type, "`filter` needs a boolean column; `\(condition)` is of type \(mask.type.rawValue)",
                labels: [.init(.argument(1), mask.type.rawValue)])
            if condition.columnName != nil { fault.help = "compare it, as in `\(condition) == …`" }
            throw fault
        }
        return mask
    }

    /// The rows where a column of booleans, one a row, is true, and not missing.
    package func filter(_ mask: Column) throws -> Frame {
        guard mask.type == .bool else {
            throw Fault(.type, "`filter` needs booleans, not a column of type \(mask.type.rawValue)")
        }
        guard mask.count == rowCount else {
            throw Fault(.shape, "the condition has \(mask.count) cells, the frame has \(rowCount) rows")
        }
        let flags = mask.bools
        return take(flags.indices.filter { flags[$0] && !mask.isMissing(at: $0) })
    }

    package struct SortKey: Sendable {
        package var expression: ColumnExpression
        package var descending: Bool

        package init(_ expression: ColumnExpression, descending: Bool = false) {
            self.expression = expression
            self.descending = descending
        }
    }

    /// The rows in the order of several keys; equal rows keep their order. Missing cells come last both ways, and
    /// NaN just before them.
    package func sort(_ keys: [SortKey]) throws -> Frame {
        let keys = try keys.map { try evaluate($0.expression).sortKeys(descending: $0.descending) }
        return take(sortedRows(keys, count: rowCount))
    }

    /// The first rows, at most `count`; of each group if grouped.
    package func head(_ count: Int = 5) throws -> Frame {
        try takeOfEachGroup("head", count) { $0.prefix(count) }
    }

    /// The last rows, at most `count`; of each group if grouped.
    package func tail(_ count: Int = 5) throws -> Frame {
        try takeOfEachGroup("tail", count) { $0.suffix(count) }
    }

    private func takeOfEachGroup(
        _ verb: String, _ count: Int, _ pick: (ArraySlice<Int>) -> ArraySlice<Int>
    ) throws -> Frame {
        guard count >= 0 else {
            throw Fault(.value, "`\(verb)` needs a number of rows from 0 up, not \(count)")
        }
        let groups = try grouping()
        let (rows, starts) = groups.rowsByGroup()
        return take((0..<groups.count).flatMap { pick(rows[starts[$0]..<starts[$0 + 1]]) }.sorted())
    }

    /// `count` rows in random order, each at most once unless `replacing`.
    package func sample(_ count: Int, replacing: Bool = false, key: RandomKey) throws -> Frame {
        guard count >= 0 else {
            throw Fault(.value, "`sample` needs a number of rows from 0 up, not \(count)")
        }
        guard replacing else {
            guard count <= rowCount else {
                throw Fault(
                    .value, "`sample` is asked for \(count) rows of a frame that has \(rowCount)",
                    help: "write `replace: true` to draw rows more than once")
            }
            return take(Array(key.permutation(rowCount).prefix(count)))
        }
        guard rowCount > 0 || count == 0 else {
            throw Fault(.value, "`sample` can't draw from a frame without rows")
        }
        try chargeRows(count, "`sample`")
        return take((0..<count).map { key.below(rowCount, block: UInt64($0)) })
    }

    /// The different combinations of cells in these columns (all if none is named), in order of first row.
    package func unique(_ names: [String] = []) throws -> Frame {
        let columns = names.isEmpty ? self.names : names
        let selected = try Frame(columns.map { ($0, try column($0)) }, rowCount: rowCount)
        return selected.take(selected.distinctRows(columns: selected.columns))
    }

    /// The rows whose cells in these columns (all if none is named) did not occur before.
    package func dropDuplicates(_ names: [String] = []) throws -> Frame {
        take(distinctRows(columns: try names.isEmpty ? columns : names.map(column)))
    }

    private func distinctRows(columns: [Column]) -> [Int] {
        columns.isEmpty ? Array(0..<rowCount) : Grouping.of(columns).firstRows
    }

    /// Refuses a result of so many rows of this frame's columns if memory does not allow it.
    func chargeRows(_ count: Int, columns: Int? = nil, _ what: String) throws {
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 8 * max(1, columns ?? columnCount))
        try MemoryBudget.require(
            bytes: overflow ? .max : bytes, for: "the result of \(what) with \(count) rows")
    }
}
