import Signatures

/// The evaluation of an expression over a frame and its groups.
struct Evaluation {
    /// Over what a value extends; a wider one can always be made from a narrower.
    enum Extent: Int, Comparable {
        case constant, groups, rows
        static func < (a: Extent, b: Extent) -> Bool { a.rawValue < b.rawValue }
    }

    struct Operand {
        var column: Column
        var extent: Extent
        /// nil for the constant `none`.
        var type: ColumnType?
    }

    let frame: Frame
    let groups: Grouping

    func operand(_ expression: ColumnExpression) throws -> Operand {
        switch expression.node {
        case .column(let name):
            let column = try frame.column(name)
            return Operand(column: column, extent: .rows, type: column.type)
        case .constant(let cell):
            return Operand(column: Column(repeating: cell, count: 1), extent: .constant, type: cell.type)
        case .list(let cells):
            return Operand(
                column: Column(repeating: .missing, count: 1), extent: .constant, type: cells.first?.type)
        case .call(let function, let arguments):
            return try call(function, try arguments.map(operand), arguments)
        }
    }

    private func call(
        _ function: ColumnFunction, _ operands: [Operand], _ expressions: [ColumnExpression]
    ) throws -> Operand {
        let input: Extent =
            function.form == .elementwise ? operands.lazy.map(\.extent).max() ?? .constant : .rows
        let columns = operands.map { $0.extent == .constant ? $0.column : widened($0, to: input) }
        let arguments = ColumnArguments(
            function: function.writtenName, expressions: expressions, types: operands.map(\.type),
            columns: columns, count: count(of: input), groups: groups)
        let type = try function.type(arguments)
        let output: Extent = function.form == .aggregate ? .groups : input
        return Operand(column: try function.body(arguments), extent: output, type: type)
    }

    func count(of extent: Extent) -> Int {
        switch extent {
        case .constant: 1
        case .groups: groups.count
        case .rows: frame.rowCount
        }
    }

    func widened(_ operand: Operand, to extent: Extent) -> Column {
        switch (operand.extent, extent) {
        case (.constant, .groups), (.constant, .rows): operand.column.stretched(to: count(of: extent))
        case (.groups, .rows): operand.column.take(groups.ids)
        default: operand.column
        }
    }
}

extension Frame {
    /// A cell a row; aggregates are spread over the rows of their group.
    package func evaluate(_ expression: ColumnExpression) throws -> Column {
        try evaluate(expression, grouping())
    }

    func evaluate(_ expression: ColumnExpression, _ groups: Grouping) throws -> Column {
        let evaluation = Evaluation(frame: self, groups: groups)
        return evaluation.widened(try evaluation.operand(expression), to: .rows)
    }

    /// A cell a group.
    ///
    /// - Throws: a fault if the expression has a value a row.
    func evaluatePerGroup(_ expression: ColumnExpression, _ groups: Grouping) throws -> Column {
        let evaluation = Evaluation(frame: self, groups: groups)
        let operand = try evaluation.operand(expression)
        guard operand.extent < .rows else {
            throw Fault(
                .shape, "`\(expression)` has a value for every row; `summarize` needs one for each group",
                help: "reduce it, as in `mean(\(expression))`")
        }
        return evaluation.widened(operand, to: .groups)
    }

    /// The type that the expression would have, without evaluating it; nil where only a missing constant says.
    package func type(of expression: ColumnExpression) throws -> ColumnType? {
        switch expression.node {
        case .column(let name): return try column(name).type
        case .constant(let cell): return cell.type
        case .list(let cells): return cells.first?.type
        case .call(let function, let arguments):
            return try function.type(
                ColumnArguments(
                    function: function.writtenName, expressions: arguments,
                    types: try arguments.map(type(of:)), columns: [], count: 0, groups: .whole(0)))
        }
    }
}

extension Column {
    package init(repeating cell: Cell, count: Int) {
        switch cell {
        case .missing: self = .missing(.float, count: count)
        case .float(let value): self.init(.float(Array(repeating: value, count: count)))
        case .int(let value): self.init(.int(Array(repeating: value, count: count)))
        case .bool(let value): self.init(.bool(Array(repeating: value, count: count)))
        case .string(let value): self.init(.string(TextArena(repeatElement(value, count: count))))
        case .date(let value): self.init(.date(Array(repeating: value, count: count)))
        case .datetime(let value): self.init(.datetime(Array(repeating: value, count: count)))
        }
    }

    /// A single cell repeated; a column of `length` cells stays as it is.
    func stretched(to length: Int) -> Column {
        count == length ? self : take(Array(repeating: 0, count: length))
    }
}
