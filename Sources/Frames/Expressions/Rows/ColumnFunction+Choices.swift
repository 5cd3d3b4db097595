import Signatures

extension ColumnFunction {
    static let choices: [ColumnFunction] = [isMissing, coalesce, when, cut]

    private static let isMissing = ColumnFunction(
        unary(
            "is_missing", "Whether the cell is missing.",
            example: "filter(frame({x: [1.0, 2.0]}), not is_missing(.x))"),
        .elementwise, type: { _ in .bool },
        body: { arguments in
            let column = arguments.columns[0]
            return Column((0..<column.count).map(column.isMissing))
        })

    private static let coalesce = ColumnFunction(
        Signature(
            "coalesce", [Parameter("x", .expression, .variadic)], returns: .expression,
            "The first of several cells that is not missing, row by row.",
            example: "derive(frame({x: [1.0, 2.0]}), y: coalesce(.x, 0))"),
        .elementwise, type: { try $0.common($0.types.indices) },
        body: { arguments in
            guard let type = try arguments.common(arguments.types.indices) else {
                return .missing(.float, count: arguments.count)
            }
            let columns = try arguments.columns.indices.map { try arguments.full($0).converted(to: type) }
            return Column.choosing(from: columns, of: type, count: arguments.count) { row in
                columns.firstIndex { !$0.isMissing(at: row) } ?? 0
            }
        })

    private static let when = ColumnFunction(
        Signature(
            "when",
            [
                Parameter("condition", .expression), Parameter("then", .any),
                Parameter("otherwise", .any, default: Parameter.Default.none),
            ],
            returns: .expression,
            "One value where the condition is true, another where it is false; missing where it is.",
            example: #"derive(frame({age: [12, 40]}), who: when(.age < 18, "child", "adult"))"#),
        .elementwise,
        type: { arguments in
            try arguments.require(.booleans, 0)
            return try arguments.common(1...2)
        },
        body: { arguments in
            let count = arguments.count
            guard let type = try arguments.common(1...2) else { return .missing(.float, count: count) }
            let condition = arguments.full(0)
            let flags = condition.bools
            let branches = try [1, 2].map { try arguments.full($0).converted(to: type) }
            let sources = branches + [.missing(type, count: count)]
            return Column.choosing(from: sources, of: type, count: count) { row in
                condition.isMissing(at: row) ? 2 : flags[row] ? 0 : 1
            }
        })

    private static let cut = ColumnFunction(
        Signature(
            "cut",
            [
                Parameter("x", .expression), Parameter("breaks", .oneOf([.int, .list])),
                Parameter("labels", .list, default: Parameter.Default.none),
            ],
            returns: .expression,
            """
            The interval that a number falls into, as a category.
            `breaks` are the borders, or the number of intervals of equal width. An interval holds its upper border; the first holds its lower one too. Numbers outside are missing.
            """,
            example:
                #"derive(frame({age: [3, 15, 70]}), group: cut(.age, [0, 14, 65, 120], ["child", "adult", "old"]))"#
        ),
        .window,
        type: { arguments in
            try arguments.require(.numbers, 0)
            return .category
        },
        body: { arguments in
            let column = arguments.columns[0]
            let borders = try borders(arguments, column)
            let labels = try labels(arguments, borders)
            let numbers = column.doubles
            var validity = Validity(repeating: true, count: column.count)
            let codes: [Int32] = numbers.indices.map { row in
                guard !column.isMissing(at: row), let bin = interval(of: numbers[row], borders) else {
                    validity[row] = false
                    return 0
                }
                return Int32(clamping: bin)
            }
            return Column(.category(codes: codes, levels: labels), validity: validity)
        })
}

// MARK: cut

extension ColumnFunction {
    private static func borders(_ arguments: ColumnArguments, _ column: Column) throws -> [Double] {
        if case .int(let count) = arguments.expressions[1].constantCell {
            return try equalBorders(count, column)
        }
        let borders = try arguments.list(1).map { cell in
            guard let number = cell.double else {
                throw Fault(.type, "`cut` needs numbers as breaks, not \(cell.sourceText)")
            }
            return number
        }
        guard borders.count >= 2, zip(borders, borders.dropFirst()).allSatisfy({ $0 < $1 }) else {
            throw Fault(.value, "`cut` needs at least two breaks, each greater than the one before")
        }
        return borders
    }

    private static func equalBorders(_ count: Int, _ column: Column) throws -> [Double] {
        guard (1...10_000).contains(count) else {
            throw Fault(.value, "`cut` makes from 1 to 10000 intervals, not \(count)")
        }
        let numbers = column.presentNumbers.filter(\.isFinite)
        let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 1)
        let width = low == high ? 1 / Double(count) : (high - low) / Double(count)
        return (0..<count).map { low + Double($0) * width } + [low == high ? low + 1 : high]
    }

    private static func labels(_ arguments: ColumnArguments, _ borders: [Double]) throws -> [String] {
        if case .missing = arguments.expressions[2].constantCell {
            return zip(borders, borders.dropFirst()).enumerated().map { index, edge in
                (index == 0 ? "[" : "(") + shortText(edge.0) + ", " + shortText(edge.1) + "]"
            }
        }
        let labels = try arguments.list(2).map { $0.string ?? $0.text }
        guard labels.count == borders.count - 1, Set(labels).count == labels.count else {
            throw Fault(
                .value,
                "`cut` has \(borders.count - 1) intervals and needs as many distinct labels, not \(labels.count)"
            )
        }
        return labels
    }

    /// At most six digits, as a reader of a table wants them.
    private static func shortText(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return "\(whole)" }
        let scaled = (value * 1000).rounded() / 1000
        return scaled == 0 || scaled.magnitude > 1e6
            ? "\(value)" : Int(exactly: scaled).map { "\($0)" } ?? "\(scaled)"
    }

    private static func interval(of value: Double, _ borders: [Double]) -> Int? {
        guard let first = borders.first, let last = borders.last, value >= first, value <= last else {
            return nil
        }
        var (low, high) = (0, borders.count - 1)
        while high - low > 1 {
            let middle = (low + high) / 2
            if value <= borders[middle] { high = middle } else { low = middle }
        }
        return low
    }
}

extension Column {
    /// The same cells as a type that can hold them all.
    func converted(to target: ColumnType) throws -> Column { try cast(to: target, named: "column") }

    /// Of each row the cell of one of several columns of one type.
    static func choosing(
        from columns: [Column], of type: ColumnType, count: Int, _ choice: (Int) -> Int
    ) -> Column {
        chained(columns, type).take((0..<count).map { choice($0) * count + $0 })
    }

    /// The numbers of cells that are not missing.
    package var presentNumbers: [Double] {
        let numbers = doubles
        guard validity != nil else { return numbers }
        return numbers.indices.filter { !isMissing(at: $0) }.map { numbers[$0] }
    }
}
