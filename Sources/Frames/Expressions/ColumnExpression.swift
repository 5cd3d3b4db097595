import Signatures

/// What `.age > 30` stands for: a formula over a frame's columns, to be evaluated a column at a time.
package struct ColumnExpression: Sendable {
    package indirect enum Node: Sendable {
        case column(String)
        case constant(Cell)
        /// A row of the table of functions and operators, applied to one expression per parameter.
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

    /// - Throws: a fault if the tree would be deeper than `depthLimit`.
    package static func call(
        _ function: ColumnFunction, _ arguments: [ColumnExpression]
    ) throws -> ColumnExpression {
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

    /// The name if this is a plain column such as `.age`.
    package var columnName: String? {
        if case .column(let name) = node { name } else { nil }
    }
}
