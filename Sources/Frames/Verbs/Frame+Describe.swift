/// A summary of every column, of whatever type.
extension Frame {
    /// A row a column: type, cells present and missing, for numbers their statistics, and for all the number of
    /// different cells and the most frequent one. Where there are dates, their first and last, too.
    package func describe() throws -> Frame {
        let numbers = columns.map { $0.type.isNumeric ? Reductions($0.presentNumbers) : Reductions([]) }
        let quartiles = numbers.map { $0.quantiles([0.25, 0.5, 0.75]) }
        let whole = Grouping.whole(rowCount)
        var table: [(String, Column)] = [
            ("column", Column(names)),
            ("type", Column(columns.map(\.type.rawValue))),
            ("count", Column(columns.map { $0.count - $0.missingCount })),
            ("missing", Column(columns.map(\.missingCount))),
            ("mean", Column(numbers.map(\.mean))),
            ("std", Column(numbers.map(\.standardDeviation))),
            ("min", Column(numbers.map(\.min))),
            ("q25", Column(quartiles.map { $0[0] })),
            ("median", Column(quartiles.map { $0[1] })),
            ("q75", Column(quartiles.map { $0[2] })),
            ("max", Column(numbers.map(\.max))),
            ("unique", Column(columns.map(\.distinctCount))),
            ("most_frequent", Column(columns.map { $0.mostFrequentText(whole) })),
        ]
        if columns.contains(where: \.type.isTemporal) {
            table.append(("first", Column(columns.map { $0.extremeTime(whole, descending: false) })))
            table.append(("last", Column(columns.map { $0.extremeTime(whole, descending: true) })))
        }
        return try Frame(table)
    }
}

extension Column {
    /// The number of different cells, missing ones aside.
    package var distinctCount: Int { factorized().count - (missingCount > 0 ? 1 : 0) }

    fileprivate func mostFrequentText(_ whole: Grouping) -> String? {
        guard let row = whole.modes(self).first, row >= 0 else { return nil }
        return cell(at: row).text
    }

    fileprivate func extremeTime(_ whole: Grouping, descending: Bool) -> String? {
        guard type.isTemporal else { return nil }
        let keys = sortKeys(descending: descending)
        let rows = whole.reduce(self) { rows in rows.min { keys[$0] < keys[$1] } }
        return rows.first.flatMap { $0 }.map { cell(at: $0).text }
    }
}
