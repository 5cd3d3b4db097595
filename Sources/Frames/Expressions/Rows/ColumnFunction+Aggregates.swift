import Signatures

extension ColumnFunction {
    static let aggregates: [ColumnFunction] = [
        statistic("mean", "The arithmetic mean.") { $0.mean },
        statistic("median", "The middle number, or the mean of the two in the middle.") { $0.median },
        statistic("std", "The standard deviation, over n − 1.") { $0.standardDeviation },
        statistic("var", "The variance, over n − 1.") { $0.variance },
        quantile,
        extreme("min", "The least cell: of numbers, times or text.", descending: false),
        extreme("max", "The greatest cell: of numbers, times or text.", descending: true),
        sum, count, distinct,
        end("first", "The first cell that is not missing.") { $0.first },
        end("last", "The last cell that is not missing.") { $0.last },
        quantifier("any", "Whether any cell is true.") { $0.contains(true) },
        quantifier("all", "Whether every cell is true.") { !$0.contains(false) },
    ]

    private static func aggregate(_ name: String, _ documentation: String, _ values: String = "[1.5, 2.5]")
        -> Signature
    {
        unary(
            name, documentation + " Missing cells are skipped; on a grouped frame a value a group.",
            example: "summarize(frame({x: \(values)}), y: \(name)(.x))")
    }

    private static func statistic(
        _ name: String, _ documentation: String, _ body: @escaping @Sendable (Reductions) -> Double?
    ) -> ColumnFunction {
        ColumnFunction(
            aggregate(name, documentation), .aggregate, type: { try numericType($0).map { _ in .float } },
            body: { arguments in
                arguments.groups.reduceNumbers(arguments.columns[0].stretched(to: arguments.count), body)
            })
    }

    private static let quantile = ColumnFunction(
        Signature(
            "quantile", [Parameter("x", .expression), Parameter("share", .number)], returns: .expression,
            "The number that so large a share of the numbers is below, interpolated between neighbours (Hyndman and Fan's type 7).",
            example: "summarize(frame({x: [1, 2, 4]}), y: quantile(.x, 0.25))"),
        .aggregate,
        type: { arguments in
            try arguments.require(.numbers, 0)
            return .float
        },
        body: { arguments in
            let share = try arguments.double(setting: 1)
            guard (0...1).contains(share) else {
                throw Fault(.value, "`quantile` needs a share from 0 to 1, not \(share)")
            }
            return arguments.groups.reduceNumbers(arguments.full(0)) { $0.quantile(share) }
        })

    private static let sum = ColumnFunction(
        aggregate("sum", "The sum; 0 where there is nothing to add."), .aggregate, type: numericType,
        body: { arguments in
            let column = arguments.full(0)
            guard column.type != .float else { return arguments.groups.reduceNumbers(column) { $0.sum } }
            let ints = column.ints
            return Column(
                .int(
                    try arguments.groups.reduce(column) { rows in
                        try rows.reduce(0) { total, row in
                            let (next, overflow) = total.addingReportingOverflow(ints[row])
                            guard !overflow else {
                                throw Fault(
                                    .overflow,
                                    "the sum of `\(arguments.text(0))` does not fit into a 64-bit integer")
                            }
                            return next
                        }
                    }))
        })

    private static let count = ColumnFunction(
        Signature(
            "count", [Parameter("x", .expression, default: Parameter.Default.none)], returns: .expression,
            "The number of rows; of a column the number of its cells that are not missing.",
            example: #"summarize(group_by(frame({k: ["a", "a", "b"]}), .k), n: count())"#),
        .aggregate, type: { _ in .int },
        body: { arguments in
            let isOfRows = arguments.expressions[0].constantCell == .missing
            let column = isOfRows ? Column(Array(repeating: 0, count: arguments.count)) : arguments.full(0)
            return Column(.int(arguments.groups.reduce(column) { $0.count }))
        })

    private static let distinct = ColumnFunction(
        aggregate("n_unique", "The number of different cells.", "[1, 1, 2]"), .aggregate, type: { _ in .int },
        body: { arguments in
            let column = arguments.full(0)
            let codes = column.factorized()
            var lastGroup = Array(repeating: -1, count: codes.count)
            var group = -1
            return Column(
                .int(
                    arguments.groups.reduce(column) { rows in
                        group += 1
                        return rows.reduce(0) { total, row in
                            defer { lastGroup[codes.codes[row]] = group }
                            return total + (lastGroup[codes.codes[row]] == group ? 0 : 1)
                        }
                    }))
        })

    /// The least or greatest by the order in which `sort` puts the cells; NaN wins over all numbers.
    private static func extreme(_ name: String, _ documentation: String, descending: Bool) -> ColumnFunction {
        ColumnFunction(
            aggregate(name, documentation), .aggregate, ofSeveral: "row_\(name)", type: { $0.types[0] },
            body: { arguments in
                let column = arguments.full(0)
                let keys = column.sortKeys(descending: descending)
                let nan = SortKeys.nan
                return chosen(column, arguments) { rows in
                    rows.first { keys[$0] == nan } ?? rows.min { keys[$0] < keys[$1] }
                }
            })
    }

    private static func end(
        _ name: String, _ documentation: String, _ pick: @escaping @Sendable (ArraySlice<Int>) -> Int?
    ) -> ColumnFunction {
        ColumnFunction(
            aggregate(name, documentation), .aggregate, type: { $0.types[0] },
            body: { arguments in chosen(arguments.full(0), arguments, pick) })
    }

    private static func chosen(
        _ column: Column, _ arguments: ColumnArguments, _ pick: (ArraySlice<Int>) -> Int?
    ) -> Column {
        column.takeOrMissing(arguments.groups.reduce(column) { pick($0) ?? -1 })
    }

    private static func quantifier(
        _ name: String, _ documentation: String, _ body: @escaping @Sendable ([Bool]) -> Bool
    ) -> ColumnFunction {
        ColumnFunction(
            aggregate(name, documentation, "[true, false]"), .aggregate,
            type: { arguments in
                try arguments.require(.booleans, 0)
                return .bool
            },
            body: { arguments in
                let column = arguments.full(0)
                let flags = column.bools
                return Column(
                    arguments.groups.reduce(column) { rows in
                        rows.isEmpty ? nil : body(rows.map { flags[$0] })
                    })
            })
    }
}
