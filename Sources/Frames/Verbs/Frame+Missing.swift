import Signatures

/// How `fill_missing` finds what to put in.
package enum Filling: Sendable {
    case value(Cell)
    case mean, median
    /// The most frequent cell; of several the one that comes first.
    case mode
    /// The cell before, or after, that is not missing.
    case previous, next
}

extension Frame {
    /// A row a column: how many of its cells are missing, and what share that is.
    package func missing() throws -> Frame {
        let counts = columns.map(\.missingCount)
        return try Frame([
            ("column", Column(names)), ("type", Column(columns.map(\.type.rawValue))),
            ("missing", Column(counts)),
            ("share", Column(counts.map { rowCount == 0 ? 0 : Double($0) / Double(rowCount) })),
        ])
    }

    /// The rows without a missing cell in these columns (all if none is named).
    package func dropMissing(_ names: [String] = []) throws -> Frame {
        let columns = try names.isEmpty ? self.columns : names.map(column)
        guard let validity = commonValidity(columns, count: rowCount) else { return self }
        return take((0..<rowCount).filter { validity[$0] })
    }

    /// Missing cells filled in these columns; without names, in all that the filling suits. Statistics are those of
    /// the row's group.
    package func fillMissing(_ filling: Filling, _ names: [String] = []) throws -> Frame {
        for name in names { try requireFits(filling, try column(name), name) }
        let groups = try grouping()
        return try self.names.reduce(self) { frame, name in
            let column = try frame.column(name)
            let isMeant = names.isEmpty ? fits(filling, column) : names.contains(name)
            guard isMeant, column.missingCount > 0 else { return frame }
            return try frame.setting(name, try frame.filled(name, column, filling, groups))
        }
    }

    private func fits(_ filling: Filling, _ column: Column) -> Bool {
        switch filling {
        case .value(let cell): cell.type.map { ColumnType.unified($0, column.type) != nil } ?? false
        case .mean, .median: column.type == .float || column.type == .int
        case .mode, .previous, .next: true
        }
    }

    private func requireFits(_ filling: Filling, _ column: Column, _ name: String) throws {
        guard !fits(filling, column) else { return }
        if case .value(let cell) = filling {
            throw Fault(
                .type,
                "\(cell.sourceText) can't fill `\(columnText(name))`, which is of type \(column.type.rawValue)"
            )
        }
        throw Fault(
            .type, "`\(columnText(name))` is of type \(column.type.rawValue) and has no \(filling)",
            help: "write `method: \"mode\"`")
    }

    private func filled(_ name: String, _ column: Column, _ filling: Filling, _ groups: Grouping) throws
        -> Column
    {
        let own = ColumnExpression.column(name)
        switch filling {
        case .value(let cell): return try evaluate(.call("coalesce", own, .constant(cell)), groups)
        case .mean: return try evaluate(.call("coalesce", own, .call("mean", own)), groups)
        case .median: return try evaluate(.call("coalesce", own, .call("median", own)), groups)
        case .mode:
            let modes = groups.modes(column)
            return column.takeOrMissing(
                (0..<rowCount).map { column.isMissing(at: $0) ? modes[groups.ids[$0]] : $0 })
        case .previous: return column.takeOrMissing(carried(column, groups, backwards: false))
        case .next: return column.takeOrMissing(carried(column, groups, backwards: true))
        }
    }

    /// For each row the nearest before it (or after) in its group that is not missing; −1 if there is none.
    private func carried(_ column: Column, _ groups: Grouping, backwards: Bool) -> [Int] {
        var last = Array(repeating: -1, count: groups.count)
        var sources = Array(repeating: -1, count: rowCount)
        for step in 0..<rowCount {
            let row = backwards ? rowCount - 1 - step : step
            if !column.isMissing(at: row) { last[groups.ids[row]] = row }
            sources[row] = last[groups.ids[row]]
        }
        return sources
    }
}

extension Grouping {
    /// A row of each group that holds its most frequent cell; of several the first. −1 where all are missing.
    func modes(_ column: Column) -> [Int] {
        let codes = column.factorized()
        var counts = Array(repeating: 0, count: codes.count)
        return reduce(column) { rows in
            for row in rows { counts[codes.codes[row]] += 1 }
            var best = -1
            for row in rows where best < 0 || counts[codes.codes[row]] > counts[codes.codes[best]] {
                best = row
            }
            for row in rows { counts[codes.codes[row]] = 0 }
            return best
        }
    }
}
