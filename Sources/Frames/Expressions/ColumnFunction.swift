import Signatures

/// A function or operator on columns, as a row of one table that evaluation, help and the checker read.
package struct ColumnFunction: Sendable {
    /// How the length of the result follows from that of the arguments.
    package enum Form: Sendable {
        /// A value a row from the values in that row.
        case elementwise
        /// A value a group (the whole frame if it is not grouped), spread over its rows where rows are due.
        case aggregate
        /// A value a row from all values of its group.
        case window
    }

    package let signature: Signature
    package let form: Form

    package var name: String { signature.name }

    /// Every row, families in the order in which help shows them.
    package static let all: [ColumnFunction] = []

    private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

    /// - Throws: a fault that offers the nearest names.
    package static func named(_ name: String) throws -> ColumnFunction {
        guard let function = byName[name] else {
            throw Fault.unknown("column function", name, among: byName.keys)
        }
        return function
    }
}
