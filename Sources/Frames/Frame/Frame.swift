import Signatures

/// A table: columns of equal length under distinct names, in order; a value.
package struct Frame: Sendable {
    package private(set) var names: [String]
    package private(set) var columns: [Column]
    package let rowCount: Int
    /// The columns that `group_by` named; verbs that aggregate do so for each of their combinations.
    package internal(set) var groupKeys: [String] = []
    private var positions: [String: Int]

    /// - Throws: a fault if names repeat or lengths differ.
    package init(_ named: [(name: String, column: Column)], rowCount: Int? = nil) throws {
        self.rowCount = rowCount ?? named.first?.column.count ?? 0
        names = named.map(\.name)
        columns = named.map(\.column)
        positions = [:]
        for (index, (name, column)) in named.enumerated() {
            guard positions.updateValue(index, forKey: name) == nil else {
                throw Fault(.column, "two columns have the name `\(name)`")
            }
            guard column.count == self.rowCount else {
                throw Fault(
                    .shape,
                    "column `\(name)` has \(column.count) \(column.count == 1 ? "row" : "rows"), the others have \(self.rowCount)"
                )
            }
        }
    }

    /// The empty frame: no columns, no rows.
    package init() {
        (names, columns, rowCount, positions) = ([], [], 0, [:])
    }

    /// Other columns under the names of `frame`; the caller vouches for their number and length.
    init(_ frame: Frame, columns: [Column], rowCount: Int) {
        names = frame.names
        positions = frame.positions
        groupKeys = frame.groupKeys
        self.columns = columns
        self.rowCount = rowCount
    }

    package var columnCount: Int { columns.count }

    package func position(of name: String) -> Int? { positions[name] }

    /// - Throws: a fault of kind `column` that offers the nearest names.
    package func column(_ name: String) throws -> Column {
        guard let position = positions[name] else {
            throw Fault.unknown("column", name, among: names, kind: .column)
        }
        return columns[position]
    }

    /// The cells of one row, in the order of `names`.
    package func row(_ row: Int) -> [Cell] { columns.map { $0.cell(at: row) } }
}
