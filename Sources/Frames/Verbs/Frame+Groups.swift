import Signatures

/// Verbs on groups: rows whose cells are equal in the key columns, in order of their first row.
extension Frame {
    package func groupBy(_ names: [String]) throws -> Frame {
        for name in names { _ = try column(name) }
        var seen: Set<String> = []
        var result = self
        result.groupKeys = names.filter { seen.insert($0).inserted }
        return result
    }

    package func ungrouped() -> Frame {
        var result = self
        result.groupKeys = []
        return result
    }

    /// A row a group: the keys, then one value for each expression. A later expression may use an earlier name only
    /// through the columns of the frame.
    package func summarize(_ summaries: [(name: String, expression: ColumnExpression)]) throws -> Frame {
        let groups = try grouping()
        let keys = try groupKeys.map { ($0, try column($0).take(groups.firstRows)) }
        let values = try summaries.map { ($0.name, try evaluatePerGroup($0.expression, groups)) }
        return try Frame(keys + values, rowCount: groups.count)
    }

    /// The number of rows for each combination of cells in these columns, in a column named `count`.
    package func count(_ names: [String]) throws -> Frame {
        let grouped = try groupBy(groupKeys + names)
        let name = grouped.groupKeys.contains("count") ? "rows" : "count"
        return try grouped.summarize([(name, .call("count"))])
    }
}
