import Signatures

extension Frame {
    /// The rows with a number far from the middle half of its column: more than `factor` times the distance between
    /// the quartiles below the first or above the third (Tukey 1977). Without names, by all int and float columns.
    package func outliers(_ names: [String] = [], factor: Double = 1.5) throws -> Frame {
        var isOutside = Array(repeating: false, count: rowCount)
        for name in try names.isEmpty ? measuredNames : names {
            let column = try numbers(name)
            let quartiles = Reductions(column.presentNumbers).quantiles([0.25, 0.75])
            guard let low = quartiles[0], let high = quartiles[1] else { continue }
            let reach = factor * (high - low)
            for (row, value) in column.doubles.enumerated() where !column.isMissing(at: row) {
                if value < low - reach || value > high + reach { isOutside[row] = true }
            }
        }
        return filter(isOutside)
    }

    private var measuredNames: [String] {
        names.indices.filter { columns[$0].type == .int || columns[$0].type == .float }.map { names[$0] }
    }

    private func numbers(_ name: String) throws -> Column {
        let column = try column(name)
        guard column.type.isNumeric else {
            throw Fault(
                .type, "`\(columnText(name))` is a \(column.type.rawValue) column; `outliers` needs numbers")
        }
        return column
    }
}
