import CLibCSV
import Signatures

extension ColumnFunction {
    static let comparisons: [ColumnFunction] = [
        comparison("==", "Whether the two are equal.", "same: .g == .n", { $0 == $1 }, { $0 == $1 }),
        comparison("!=", "Whether the two differ.", "other: .g != .n", { $0 != $1 }, { $0 != $1 }),
        comparison("<", "Whether the first is less.", "less: .g < .n", { $0 < $1 }, { $0 < $1 }),
        comparison(
            "<=", "Whether the first is at most the second.", "most: .g <= .n", { $0 <= $1 }, { $0 <= $1 }),
        comparison(">", "Whether the first is greater.", "more: .g > 2", { $0 > $1 }, { $0 > $1 }),
        comparison(
            ">=", "Whether the first is at least the second.", "least: .g >= .n", { $0 >= $1 }, { $0 >= $1 }),
        membership,
    ]

    /// Missing spreads; text is compared by code points; a date goes with a string constant in ISO 8601.
    private static func comparison(
        _ symbol: String, _ documentation: String, _ derived: String,
        _ ordered: @escaping @Sendable (Int, Int) -> Bool,
        _ real: @escaping @Sendable (Double, Double) -> Bool
    ) -> ColumnFunction {
        ColumnFunction(
            binary(symbol, documentation, derived), .elementwise, symbol: symbol,
            type: { arguments in
                if !comparesTimeWithText(arguments) { _ = try comparable(arguments) }
                return .bool
            },
            body: { arguments in
                let count = arguments.count
                let sides = try withTimes(arguments)
                let (a, b) = (sides[0], sides[1])
                let validity = commonValidity(sides, count: count)
                let values: [Bool] =
                    if a.type.isText, b.type.isText {
                        zippedTexts(a.texts, b.texts, count: count) { ordered(Int($0), 0) }
                    } else if a.type.isTemporal {
                        zipped(a.microseconds, b.microseconds, count: count, ordered)
                    } else if a.type == .float || b.type == .float {
                        zipped(a.doubles, b.doubles, count: count, real)
                    } else {
                        zipped(a.ints, b.ints, count: count, ordered)
                    }
                return Column(.bool(values), validity: validity)
            })
    }

    private static func comparable(_ arguments: ColumnArguments) throws -> ColumnType? {
        guard let a = arguments.types[0], let b = arguments.types[1] else {
            return arguments.types[0] ?? arguments.types[1]
        }
        guard let common = ColumnType.unified(a, b) else {
            var fault = Fault(
                .type, "\(arguments.described(0)), and \(arguments.described(1)): they can't be compared")
            fault.columns = arguments.remarks([0, 1])
            throw fault
        }
        return common
    }

    private static func comparesTimeWithText(_ arguments: ColumnArguments) -> Bool {
        arguments.types.contains { $0?.isTemporal ?? false }
            && arguments.expressions.contains { $0.constantCell?.string != nil }
    }

    /// The two sides, a string constant made into a time where the other side is one.
    private static func withTimes(_ arguments: ColumnArguments) throws -> [Column] {
        guard comparesTimeWithText(arguments) else { return arguments.columns }
        return try arguments.columns.indices.map { index in
            guard let text = arguments.expressions[index].constantCell?.string else {
                return arguments.columns[index]
            }
            guard let cell = Cell(time: text) else {
                throw Fault(
                    .value,
                    "\"\(text)\" is not a date; `\(arguments.text(1 - index))` is compared with dates like \"2024-02-29\""
                )
            }
            return Column(repeating: cell, count: 1)
        }
    }

    private static let membership = ColumnFunction(
        Signature(
            "in", [Parameter("x", .expression), Parameter("values", .list)], returns: .expression,
            "Whether the cell is one of a list of constants.",
            example: #"filter(frame({k: ["a", "b", "c"]}), .k in ["a", "c"])"#),
        .elementwise, symbol: "in",
        type: { arguments in
            let type = arguments.types[0]
            for cell in try arguments.list(1) {
                guard let type, let other = cell.type else { continue }
                guard ColumnType.unified(type, other) != nil else {
                    throw Fault(
                        .type,
                        "\(arguments.described(0)), and \(cell.sourceText) is not of its type: they can't be compared"
                    )
                }
            }
            return .bool
        },
        body: { arguments in
            let column = arguments.columns[0]
            let wanted = Set(try arguments.list(1).map(\.comparisonKey))
            let codes = column.factorized()
            let found = codes.firstRows.map { wanted.contains(column.cell(at: $0).comparisonKey) }
            return Column(.bool(codes.codes.map { found[$0] }), validity: column.validity)
        })
}

extension Cell {
    /// Equal for cells that `==` takes as equal.
    var comparisonKey: Cell {
        switch self {
        case .int(let value): Double(exactly: value).map { .float($0) } ?? self
        case .bool(let value): .float(value ? 1 : 0)
        case .date(let day):
            .datetime(day.multipliedReportingOverflow(by: Calendar.microsecondsPerDay).partialValue)
        default: self
        }
    }

    /// A date or a time from its text in ISO 8601.
    package init?(time text: String) {
        var hasTime = false
        var (days, microseconds): (Int64, Int64) = (0, 0)
        let isTime = text.withCString {
            tcsv_parse_time($0, Int64(text.utf8.count), &hasTime, &days, &microseconds)
        }
        guard isTime else { return nil }
        self = hasTime ? .datetime(Int(microseconds)) : .date(Int(days))
    }
}
