/// A division of rows into groups, numbered in order of their first row.
struct Grouping: Sendable {
    /// The group of each row.
    let ids: [Int]
    /// The first row of each group.
    let firstRows: [Int]
    /// The number of groups; `whole` has one even without rows, so that a sum over nothing is 0.
    let count: Int

    init(ids: [Int], firstRows: [Int]) {
        self.ids = ids
        self.firstRows = firstRows
        count = firstRows.count
    }

    private init(wholeOf rows: Int) {
        ids = Array(repeating: 0, count: rows)
        firstRows = rows > 0 ? [0] : []
        count = 1
    }

    /// All rows as one group.
    static func whole(_ rows: Int) -> Grouping { Grouping(wholeOf: rows) }

    /// The rows of all groups one after another, each group's in their order, and where each group begins.
    func rowsByGroup() -> (rows: [Int], starts: [Int]) {
        var starts = Array(repeating: 0, count: count + 1)
        for id in ids { starts[id + 1] += 1 }
        for group in 0..<count { starts[group + 1] += starts[group] }
        var next = starts
        var rows = Array(repeating: 0, count: ids.count)
        for (row, id) in ids.enumerated() {
            rows[next[id]] = row
            next[id] += 1
        }
        return (rows, starts)
    }
}

extension Frame {
    /// The groups that `group_by` asked for, or all rows as one.
    func grouping() throws -> Grouping {
        groupKeys.isEmpty ? .whole(rowCount) : Grouping.of(try groupKeys.map(column))
    }
}
