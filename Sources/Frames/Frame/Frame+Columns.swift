import Signatures

extension Frame {
    package var named: [(name: String, column: Column)] { Array(zip(names, columns)).map { ($0, $1) } }

    /// The frame with this column set: in the place of one of that name, else as the last.
    ///
    /// - Throws: a fault if its length is not the frame's.
    package func setting(_ name: String, _ column: Column) throws -> Frame {
        var list = named
        if let position = position(of: name) {
            list[position].column = column
        } else {
            list.append((name, column))
        }
        var result = try Frame(list, rowCount: columnCount == 0 ? nil : rowCount)
        result.groupKeys = groupKeys
        return result
    }

    /// The given rows, in that order; a row may occur more than once.
    package func take(_ rows: [Int]) -> Frame { mapColumns(rowCount: rows.count) { $0.take(rows) } }

    /// The rows where `mask` is true.
    package func filter(_ mask: [Bool]) -> Frame { take(mask.trueIndices) }

    /// The rows of `range`, which must lie within the frame.
    package func slice(_ range: Range<Int>) -> Frame { take(Array(range)) }

    /// Columns under the same names, all made to `rowCount` cells by `body`.
    func mapColumns(rowCount: Int, _ body: (Column) -> Column) -> Frame {
        Frame(self, columns: columns.map(body), rowCount: rowCount)
    }
}
