import Frames
import Signatures

/// Plots of a frame's columns and of what is computed from them.
extension Frame {
    /// The column that an expression computes, under the name that it has in a plot.
    package func plotColumn(_ expression: ColumnExpression) throws -> PlotColumn {
        PlotColumn(expression.columnName ?? "\(expression)", try evaluate(expression))
    }

    /// A bar for each category: the number of its rows, or `value`, which may be an aggregate of its rows.
    package func bars(_ category: ColumnExpression, _ value: ColumnExpression?, title: String?) throws -> Plot {
        let categories = try plotColumn(category)
        let key = unusedName
        let grouped = try ungrouped().setting(key, categories.column).groupBy([key])
        guard let value else {
            let counts = try grouped.summarize([(key + "n", .call("count"))])
            return try .bars(
                PlotColumn(categories.title, counts.columns[0]), PlotColumn("count", counts.columns[1]), title: title)
        }
        let values = try plotColumn(value)
        if let reduced = try? grouped.summarize([(key + "n", value)]), reduced.rowCount < rowCount {
            return try .bars(
                PlotColumn(categories.title, reduced.columns[0]), PlotColumn(values.title, reduced.columns[1]),
                title: title)
        }
        return try .bars(categories, values, title: title)
    }

    /// A name that no column has, for one that is added on the way.
    private var unusedName: String {
        var name = "category"
        while position(of: name) != nil { name += "_" }
        return name
    }
}
