/// Results a group from the rows of a group.
extension Grouping {
    /// `body` is given the group's rows that are not missing in `column`, in order.
    func reduce<R>(_ column: Column, _ body: (ArraySlice<Int>) throws -> R) rethrows -> [R] {
        let (rows, starts) = presentRowsByGroup(column)
        return try (0..<count).map { try body(rows[starts[$0]..<starts[$0 + 1]]) }
    }

    /// `body` is given the group's numbers that are not missing; nil makes a missing cell.
    func reduceNumbers(_ column: Column, _ body: (Reductions) throws -> Double?) rethrows -> Column {
        let numbers = column.doubles
        if count == 1 { return Column([try body(Reductions(column.presentNumbers))]) }
        return Column(try reduce(column) { rows in try body(Reductions(rows.map { numbers[$0] })) })
    }

    private func presentRowsByGroup(_ column: Column) -> (rows: [Int], starts: [Int]) {
        let (rows, starts) = rowsByGroup()
        guard column.validity != nil else { return (rows, starts) }
        var present: [Int] = []
        var presentStarts = [0]
        for group in 0..<count {
            for row in rows[starts[group]..<starts[group + 1]] where !column.isMissing(at: row) {
                present.append(row)
            }
            presentStarts.append(present.count)
        }
        return (present, presentStarts)
    }
}
