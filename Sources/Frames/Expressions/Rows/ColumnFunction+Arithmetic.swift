import Glibc
import Signatures

extension ColumnFunction {
    static let arithmetic: [ColumnFunction] = [
        addition, subtraction,
        arithmetic("*", "The product, row by row.", "kg: .g * 0.001", multiplied) { $0 * $1 },
        arithmetic("/", "The quotient, row by row; always a float.", "ratio: .g / .n", nil) { $0 / $1 },
        arithmetic("//", "The quotient rounded down.", "half: .n // 2", flooredQuotient) {
            ($0 / $1).rounded(.down)
        },
        arithmetic(
            "%", "The remainder; it has the divisor's sign.", "odd: .n % 2", flooredRemainder, remainder),
        power, negation,
    ]

    private static let addition = ColumnFunction(
        binary("+", "The sum, row by row; joins two strings; moves a date by days.", "total: .g + .n"),
        .elementwise, symbol: "+",
        type: { arguments in
            if arguments.types.contains(.date), arguments.types.contains(.int) { return .date }
            if arguments.types.allSatisfy({ $0?.isText ?? true }), arguments.types != [nil, nil] {
                return .string
            }
            return try numericType(arguments)
        },
        body: { arguments in
            if arguments.types.contains(.date) {
                return try movedDate(arguments, by: { $0.addingReportingOverflow($1) })
            }
            if arguments.types.contains(where: { $0?.isText ?? false }) { return joinedText(arguments) }
            return try computed(arguments, { $0.addingReportingOverflow($1) }) { $0 + $1 }
        })

    private static let subtraction = ColumnFunction(
        binary(
            "-", "The difference, row by row; of two dates in days, of two times in seconds.", "left: .g - .n"
        ),
        .elementwise, symbol: "-",
        type: { arguments in
            switch (arguments.types[0], arguments.types[1]) {
            case (.date, .int): return .date
            case (.date, .date): return .int
            case (.datetime, .datetime): return .float
            default: return try numericType(arguments)
            }
        },
        body: { arguments in
            switch (arguments.types[0], arguments.types[1]) {
            case (.date, .int): return try movedDate(arguments, by: { $0.subtractingReportingOverflow($1) })
            case (.datetime, .datetime):
                return floats(arguments) { ($0 - $1) / 1e6 }
            case (.date, .date):
                return Column(
                    .int(try whole(arguments) { $0.subtractingReportingOverflow($1) }),
                    validity: validity(arguments))
            default: return try computed(arguments, { $0.subtractingReportingOverflow($1) }) { $0 - $1 }
            }
        })

    private static let power = ColumnFunction(
        binary(
            "^", "The power, row by row; of integers an int if the exponent is a constant from 0 up.",
            "square: .g ^ 2"),
        .elementwise, symbol: "^",
        type: { arguments in
            let type = try numericType(arguments)
            return type == .int && !hasWholeExponent(arguments) ? .float : type
        },
        body: { arguments in
            try computed(arguments, hasWholeExponent(arguments) ? integerPower : nil) { pow($0, $1) }
        })

    private static let negation = ColumnFunction(
        Signature(
            "negate", [Parameter("x", .expression)], returns: .expression, "The number with the other sign.",
            example: #"derive(frame({g: [1, -2]}), minus: -.g)"#),
        .elementwise, symbol: "-",
        type: { try numericType($0) },
        body: { arguments in
            let column = arguments.columns[0]
            guard column.type != .float else {
                return Column(.float(column.doubles.map { -$0 }), validity: column.validity)
            }
            return Column(
                .int(try mappedInts(column, "-") { 0.subtractingReportingOverflow($0) }), validity: column.validity)
        })
}

// MARK: Making rows

extension ColumnFunction {
    private typealias IntegerOperation = @Sendable (Int, Int) -> (partialValue: Int, overflow: Bool)
    private typealias FloatOperation = @Sendable (Double, Double) -> Double

    static func binary(_ symbol: String, _ documentation: String, _ derived: String) -> Signature {
        Signature(
            symbol, [Parameter("a", .expression), Parameter("b", .expression)], returns: .expression,
            documentation,
            example: "derive(frame({g: [1.5, 4.0], n: [3, 4]}), \(derived))")
    }

    private static func arithmetic(
        _ symbol: String, _ documentation: String, _ derived: String, _ int: IntegerOperation?,
        _ float: @escaping FloatOperation
    ) -> ColumnFunction {
        ColumnFunction(
            binary(symbol, documentation, derived), .elementwise, symbol: symbol,
            type: { int == nil ? try numericType($0).map { _ in .float } : try numericType($0) },
            body: { try computed($0, int, float) })
    }

    /// int if both are integers or booleans.
    static func numericType(_ arguments: ColumnArguments) throws -> ColumnType? {
        try arguments.requireAll(.numbers)
        return try arguments.common(arguments.types.indices).map { $0 == .bool ? .int : $0 }
    }

    private static func validity(_ arguments: ColumnArguments) -> Validity? {
        commonValidity(arguments.columns, count: arguments.count)
    }

    private static func computed(
        _ arguments: ColumnArguments, _ int: IntegerOperation?, _ float: FloatOperation
    ) throws -> Column {
        guard let int, !arguments.types.contains(.float), !arguments.types.contains(nil) else {
            return floats(arguments, float)
        }
        return Column(.int(try whole(arguments, int)), validity: validity(arguments))
    }

    private static func floats(_ arguments: ColumnArguments, _ body: FloatOperation) -> Column {
        let (a, b) = (arguments.columns[0].doubles, arguments.columns[1].doubles)
        return Column(.float(zipped(a, b, count: arguments.count, body)), validity: validity(arguments))
    }

    private static func whole(_ arguments: ColumnArguments, _ body: IntegerOperation) throws -> [Int] {
        try zippedInts(
            arguments.columns[0], arguments.columns[1], count: arguments.count, validity: validity(arguments),
            arguments.function, body)
    }

    private static func movedDate(_ arguments: ColumnArguments, by body: IntegerOperation) throws -> Column {
        Column(.date(try whole(arguments, body)), validity: validity(arguments))
    }

    private static func joinedText(_ arguments: ColumnArguments) -> Column {
        let (a, b) = (arguments.columns[0].texts, arguments.columns[1].texts)
        var result = TextArena()
        for row in 0..<arguments.count {
            result.append(a.count == 1 ? 0 : row, of: a)
            result.extendLast(b.count == 1 ? 0 : row, of: b)
        }
        return Column(.string(result), validity: validity(arguments))
    }
}

// MARK: Arithmetic that Swift does not have

extension ColumnFunction {
    private static let multiplied: IntegerOperation = { $0.multipliedReportingOverflow(by: $1) }

    private static let flooredQuotient: IntegerOperation = { a, b in
        let (quotient, overflow) = a.dividedReportingOverflow(by: b)
        if overflow { return (quotient, true) }
        return (quotient - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0), false)
    }

    private static let flooredRemainder: IntegerOperation = { a, b in
        let (rest, overflow) = a.remainderReportingOverflow(dividingBy: b)
        if overflow { return (0, b == 0) }
        return (rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest, false)
    }

    private static let remainder: FloatOperation = { a, b in
        let rest = fmod(a, b)
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }

    private static func hasWholeExponent(_ arguments: ColumnArguments) -> Bool {
        if case .int(let exponent) = arguments.expressions[1].constantCell { exponent >= 0 } else { false }
    }

    private static let integerPower: IntegerOperation = { base, exponent in
        var (result, square, left, overflow) = (1, base, exponent, false)
        while left > 0, !overflow {
            if left & 1 == 1 { (result, overflow) = result.multipliedReportingOverflow(by: square) }
            left >>= 1
            if left > 0, !overflow { (square, overflow) = square.multipliedReportingOverflow(by: square) }
        }
        return (result, overflow)
    }
}
