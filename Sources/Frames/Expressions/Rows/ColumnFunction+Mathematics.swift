import Glibc
import Signatures

extension ColumnFunction {
    static let mathematics: [ColumnFunction] = [
        absolute, roundedTo,
        rounding("floor", "The greatest whole number that is not above.", { $0.rounded(.down) }),
        rounding("ceil", "The least whole number that is not below.", { $0.rounded(.up) }),
        real("exp", "e raised to the number.", { exp($0) }),
        real("log", "The natural logarithm; NaN below 0.", { log($0) }),
        real("sqrt", "The square root; NaN below 0.", { $0.squareRoot() }),
        real("sin", "The sine of an angle in radians.", { sin($0) }),
        real("cos", "The cosine of an angle in radians.", { cos($0) }),
        real("tanh", "The hyperbolic tangent.", { tanh($0) }),
        rowwise("row_min", "The least of several columns, row by row, without missing cells.", { $0 < $1 }),
        rowwise(
            "row_max", "The greatest of several columns, row by row, without missing cells.", { $0 > $1 }),
    ]

    static func unary(_ name: String, _ documentation: String, example: String) -> Signature {
        Signature(name, [Parameter("x", .expression)], returns: .expression, documentation, example: example)
    }

    private static func real(
        _ name: String, _ documentation: String, _ body: @escaping @Sendable (Double) -> Double
    ) -> ColumnFunction {
        ColumnFunction(
            unary(name, documentation, example: "derive(frame({x: [1.0, 4.0]}), y: \(name)(.x))"),
            .elementwise,
            type: { try numericType($0).map { _ in .float } },
            body: { arguments in
                let column = arguments.columns[0]
                return Column(.float(column.doubles.map(body)), validity: column.validity)
            })
    }

    /// Integers are whole already, and stay integers.
    private static func rounding(
        _ name: String, _ documentation: String, _ body: @escaping @Sendable (Double) -> Double
    ) -> ColumnFunction {
        ColumnFunction(
            unary(name, documentation, example: "derive(frame({x: [1.5, -1.5]}), y: \(name)(.x))"),
            .elementwise,
            type: numericType,
            body: { arguments in
                let column = arguments.columns[0]
                guard column.type == .float else {
                    return Column(.int(column.ints), validity: column.validity)
                }
                return Column(.float(column.doubles.map(body)), validity: column.validity)
            })
    }

    private static let roundedTo = ColumnFunction(
        Signature(
            "round", [Parameter("x", .expression), Parameter("digits", .int, default: .int(0))],
            returns: .expression,
            "The number rounded to so many decimals, halves to even.",
            example: "derive(frame({x: [1.234, 2.5]}), y: round(.x, 1))"),
        .elementwise,
        type: { arguments in
            try arguments.require(.numbers, 0)
            return arguments.types[0] == .bool ? .int : arguments.types[0]
        },
        body: { arguments in
            let column = arguments.columns[0]
            let digits = try arguments.int(setting: 1)
            guard column.type == .float else { return Column(.int(column.ints), validity: column.validity) }
            let scale = pow(10, Double(max(-300, min(300, digits))))
            return Column(.float(column.doubles.map { rounded($0, scale) }), validity: column.validity)
        })

    /// As NumPy does it: scaled, rounded, scaled back; what overflows has no decimals to round.
    private static func rounded(_ value: Double, _ scale: Double) -> Double {
        let scaled = value * scale
        return scaled.isFinite ? scaled.rounded(.toNearestOrEven) / scale : value
    }

    private static let absolute = ColumnFunction(
        unary(
            "abs", "The size of the number, without its sign.",
            example: "derive(frame({x: [1, -2]}), y: abs(.x))"),
        .elementwise, type: numericType,
        body: { arguments in
            let column = arguments.columns[0]
            guard column.type != .float else {
                return Column(.float(column.doubles.map { $0.magnitude }), validity: column.validity)
            }
            let values = try mappedInts(column, "abs") { value in
                value < 0 ? 0.subtractingReportingOverflow(value) : (value, false)
            }
            return Column(.int(values), validity: column.validity)
        })

    /// - Parameter wins: whether the second number takes the place of the first.
    private static func rowwise(
        _ name: String, _ documentation: String, _ wins: @escaping @Sendable (Double, Double) -> Bool
    ) -> ColumnFunction {
        ColumnFunction(
            Signature(
                name, [Parameter("x", .expression, .variadic)], returns: .expression, documentation,
                example: "derive(frame({a: [1, 5], b: [3, 2]}), m: \(name)(.a, .b))"),
            .elementwise, type: numericType,
            body: { arguments in
                let isWhole = try numericType(arguments) == .int
                let columns = arguments.columns.indices.map(arguments.full)
                let numbers = columns.map(\.doubles)
                let best: [Int?] = (0..<arguments.count).map { row in
                    columns.indices.filter { !columns[$0].isMissing(at: row) }.reduce(nil) { best, index in
                        guard let best, !numbers[index][row].isNaN else { return index }
                        return wins(numbers[index][row], numbers[best][row]) ? index : best
                    }
                }
                if isWhole {
                    return Column(best.enumerated().map { row, index in index.map { columns[$0].ints[row] } })
                }
                return Column(best.enumerated().map { row, index in index.map { numbers[$0][row] } })
            })
    }
}
