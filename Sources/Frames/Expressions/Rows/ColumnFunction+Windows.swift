import Signatures

/// Functions whose value in a row depends on the other rows of its group.
extension ColumnFunction {
    static let windows: [ColumnFunction] = [rank, lag, runningSum, standardScore]

    private static let rank = ColumnFunction(
        Signature(
            "rank",
            [
                Parameter("x", .expression), Parameter("descending", .bool, default: .bool(false)),
                Parameter(
                    "ties", .string, default: .string("average"), choices: Ties.allCases.map(\.rawValue)),
            ], returns: .expression,
            "The place of the cell among those of its group, from 1; equal cells share the mean of their places, the least, or count as one (dense).",
            example: "derive(frame({x: [30, 10, 30]}), r: rank(.x))"),
        .window, type: { _ in .float },
        body: { arguments in
            let column = arguments.full(0)
            let keys = column.sortKeys(descending: try arguments.bool(setting: 1))
            let ties = try arguments.text(setting: 2)
            guard let rule = Ties(rawValue: ties) else {
                throw Fault.unknown("rule for ties", ties, among: Ties.allCases.map(\.rawValue), kind: .value)
            }
            return scattered(column, arguments) { rows in ranks(rows.map { keys[$0] }, rule) }
        })

    /// Which rank equal cells share: the mean of theirs, the least, or that of the distinct cells before them.
    private enum Ties: String, CaseIterable {
        case average, min, dense

        func rank(_ places: Range<Int>, number: Int) -> Double {
            switch self {
            case .average: Double(places.lowerBound + 1 + places.upperBound) / 2
            case .min: Double(places.lowerBound + 1)
            case .dense: Double(number)
            }
        }
    }

    private static func ranks(_ keys: [UInt64], _ ties: Ties) -> [Double] {
        let order = sortedRows([keys], count: keys.count)
        var result = Array(repeating: 0.0, count: keys.count)
        var (start, number) = (0, 0)
        while start < order.count {
            var end = start
            while end < order.count, keys[order[end]] == keys[order[start]] { end += 1 }
            number += 1
            let rank = ties.rank(start..<end, number: number)
            for position in start..<end { result[order[position]] = rank }
            start = end
        }
        return result
    }

    private static let lag = ColumnFunction(
        Signature(
            "lag", [Parameter("x", .expression), Parameter("rows", .int, default: .int(1))],
            returns: .expression,
            "The cell so many rows before in its group, or after where the number is negative; missing where there is none.",
            example: "derive(frame({x: [1, 3, 6]}), change: .x - lag(.x))"),
        .window, type: { $0.types[0] },
        body: { arguments in
            let column = arguments.full(0)
            let distance = try arguments.int(setting: 1)
            let (rows, starts) = arguments.groups.rowsByGroup()
            var sources = Array(repeating: -1, count: column.count)
            for group in 0..<arguments.groups.count {
                let range = starts[group]..<starts[group + 1]
                for position in range {
                    let (source, overflow) = position.subtractingReportingOverflow(distance)
                    if !overflow, range.contains(source) { sources[rows[position]] = rows[source] }
                }
            }
            return column.takeOrMissing(sources)
        })

    private static let runningSum = ColumnFunction(
        unary(
            "cumsum",
            "The sum of the group's cells up to and with this one; a missing cell stays missing and adds nothing.",
            example: "derive(frame({x: [1.0, 2.0, 4.0]}), total: cumsum(.x))"),
        .window, type: numericType,
        body: { arguments in
            let column = arguments.full(0)
            if column.type == .float {
                let numbers = column.doubles
                return scattered(column, arguments) { rows in
                    var total = 0.0
                    return rows.map { row in
                        total += numbers[row]
                        return total
                    }
                }
            }
            return try runningIntSum(column, arguments)
        })

    private static func runningIntSum(_ column: Column, _ arguments: ColumnArguments) throws -> Column {
        let ints = column.ints
        var result = Array(repeating: 0, count: column.count)
        _ = try arguments.groups.reduce(column) { rows in
            var total = 0
            for row in rows {
                let (next, overflow) = total.addingReportingOverflow(ints[row])
                guard !overflow else {
                    throw Fault(
                        .overflow, "the sum of `\(arguments.text(0))` does not fit into a 64-bit integer")
                }
                total = next
                result[row] = next
            }
        }
        return Column(.int(result), validity: column.validity)
    }

    private static let standardScore = ColumnFunction(
        unary(
            "zscore", "How many standard deviations (over n − 1) the number is from the mean of its group.",
            example: "derive(frame({x: [1.0, 2.0, 3.0]}), z: zscore(.x))"),
        .window, type: { try numericType($0).map { _ in .float } },
        body: { arguments in
            let column = arguments.full(0)
            let numbers = column.doubles
            return scattered(column, arguments) { rows in
                let group = Reductions(rows.map { numbers[$0] })
                guard let mean = group.mean, let deviation = group.standardDeviation else {
                    return rows.map { _ in .nan }
                }
                return rows.map { (numbers[$0] - mean) / deviation }
            }
        })

    /// Floats for the rows of each group that are not missing, put back in their places.
    private static func scattered(
        _ column: Column, _ arguments: ColumnArguments, _ body: (ArraySlice<Int>) -> [Double]
    ) -> Column {
        var result = Array(repeating: Double.nan, count: column.count)
        _ = arguments.groups.reduce(column) { rows in
            for (row, value) in zip(rows, body(rows)) { result[row] = value }
        }
        return Column(.float(result), validity: column.validity)
    }
}
