import Signatures

/// Verbs that choose, name and make columns.
extension Frame {
    /// These columns, in this order.
    package func select(_ names: [String]) throws -> Frame {
        var result = try Frame(names.map { ($0, try column($0)) }, rowCount: rowCount)
        if let lost = groupKeys.first(where: { !names.contains($0) }) {
            throw Fault(
                .column, "the frame is grouped by `\(lost)`, which `select` leaves out",
                help: "select `\(lost)` too")
        }
        result.groupKeys = groupKeys
        return result
    }

    /// All columns but these.
    package func drop(_ names: [String]) throws -> Frame {
        for name in names { _ = try column(name) }
        if let key = groupKeys.first(where: names.contains) {
            throw Fault(.column, "the frame is grouped by `\(key)`, which can't be dropped")
        }
        return try select(self.names.filter { !names.contains($0) })
    }

    /// New names for columns that stay in their places.
    package func rename(_ changes: [(old: String, new: String)]) throws -> Frame {
        var names = self.names
        for change in changes {
            _ = try column(change.old)
            guard let position = position(of: change.old) else { continue }
            names[position] = change.new
        }
        var result = try Frame(zip(names, columns).map { ($0, $1) }, rowCount: rowCount)
        result.groupKeys = groupKeys.map { key in changes.last { $0.old == key }?.new ?? key }
        return result
    }

    /// Further or changed columns; each may use those before it.
    package func derive(_ derived: [(name: String, expression: ColumnExpression)]) throws -> Frame {
        var result = self
        var groups = try grouping()
        for (name, expression) in derived {
            result = try result.setting(name, result.evaluate(expression, groups))
            if groupKeys.contains(name) { groups = try result.grouping() }
        }
        return result
    }
}
