import Signatures

/// Three-valued logic (Kleene): a missing side leaves the result missing only where it could change it.
extension ColumnFunction {
    static let logic: [ColumnFunction] = [
        connective(
            "and", "True where both are; false where either is, though the other be missing.", decides: false),
        connective("or", "True where either is, though the other be missing.", decides: true),
        ColumnFunction(
            Signature(
                "not", [Parameter("x", .expression)], returns: .expression, "True where the cell is false.",
                example: "filter(frame({a: [1, 2]}), not (.a == 1))"),
            .elementwise, symbol: "not", type: booleanType,
            body: { arguments in
                let column = arguments.columns[0]
                return Column(.bool(column.bools.map { !$0 }), validity: column.validity)
            }),
    ]

    private static let booleanType: TypeRule = { arguments in
        try arguments.requireAll(.booleans)
        return .bool
    }

    /// - Parameter decides: the value that settles the result whatever the other side is.
    private static func connective(_ name: String, _ documentation: String, decides: Bool) -> ColumnFunction {
        ColumnFunction(
            Signature(
                name, [Parameter("a", .expression), Parameter("b", .expression)], returns: .expression,
                documentation,
                example: "filter(frame({a: [1, 2, 3]}), .a == 1 \(name) .a < 3)"),
            .elementwise, symbol: name, type: booleanType,
            body: { arguments in
                let (a, b) = (arguments.full(0), arguments.full(1))
                let (left, right) = (a.bools, b.bools)
                let values = zipped(left, right, count: arguments.count) { decides ? $0 || $1 : $0 && $1 }
                guard a.validity != nil || b.validity != nil else { return Column(values) }
                return settled(a, b, left, right, decides)
            })
    }

    private static func settled(
        _ a: Column, _ b: Column, _ left: [Bool], _ right: [Bool], _ decides: Bool
    ) -> Column {
        let cells: [Bool?] = left.indices.map { row in
            let x = a.isMissing(at: row) ? nil : left[row]
            let y = b.isMissing(at: row) ? nil : right[row]
            if x == decides || y == decides { return decides }
            return x == nil || y == nil ? nil : !decides
        }
        return Column(cells)
    }
}
