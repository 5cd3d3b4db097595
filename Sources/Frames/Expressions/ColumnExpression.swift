import Signatures

/// What `.age > 30` stands for: a formula over a frame's columns, to be evaluated a column at a time.
package struct ColumnExpression: Sendable {
    package indirect enum Node: Sendable {
        case column(String)
        case constant(Cell)
        /// Constants such as the breaks of `cut`; an argument only.
        case list([Cell])
        /// A row of the table of functions and operators, with an expression for each parameter.
        case call(ColumnFunction, [ColumnExpression])
    }

    package let node: Node
    /// Of the tree; bounded, because freeing and walking a tree recurses.
    package let depth: Int

    package static let depthLimit = 1000

    package static func column(_ name: String) -> ColumnExpression {
        ColumnExpression(node: .column(name), depth: 1)
    }

    package static func constant(_ cell: Cell) -> ColumnExpression {
        ColumnExpression(node: .constant(cell), depth: 1)
    }

    package static func list(_ cells: [Cell]) -> ColumnExpression {
        ColumnExpression(node: .list(cells), depth: 1)
    }

    /// Arguments stand in the order of the parameters; those left out at the end take their defaults.
    ///
    /// - Throws: a fault if the tree would be deeper than `depthLimit`, or the number of arguments is wrong.
    package static func call(
        _ function: ColumnFunction, _ arguments: [ColumnExpression]
    ) throws -> ColumnExpression {
        if arguments.count > 1, let rowwise = function.ofSeveral { return try call(rowwise, arguments) }
        let arguments = try function.completed(arguments)
        let depth = 1 + (arguments.lazy.map(\.depth).max() ?? 0)
        guard depth <= depthLimit else {
            throw Fault(.limit, "the column expression is nested more than \(depthLimit) levels deep")
        }
        return ColumnExpression(node: .call(function, arguments), depth: depth)
    }

    /// - Throws: a fault that offers the nearest names if there is no such function or operator.
    package static func call(_ name: String, _ arguments: ColumnExpression...) throws -> ColumnExpression {
        try call(ColumnFunction.named(name), arguments)
    }

    package static func call(_ name: String, _ arguments: [ColumnExpression]) throws -> ColumnExpression {
        try call(ColumnFunction.named(name), arguments)
    }

    /// The name if this is a plain column such as `.age`.
    package var columnName: String? {
        if case .column(let name) = node { name } else { nil }
    }

    /// The cell if this is a constant.
    package var constantCell: Cell? {
        if case .constant(let cell) = node { cell } else { nil }
    }

    /// The columns that it reads, each once, in order of occurrence.
    package var columnNames: [String] {
        var names: [String] = []
        collectColumns(&names)
        return names
    }

    private func collectColumns(_ names: inout [String]) {
        switch node {
        case .column(let name): if !names.contains(name) { names.append(name) }
        case .constant, .list: break
        case .call(_, let arguments): for argument in arguments { argument.collectColumns(&names) }
        }
    }
}
