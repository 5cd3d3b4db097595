import Frames
import Signatures

/// Preparation of a frame that learns once, from the training rows, before anything learns by gradient.
///
/// A step sees the features alone, never the target. It is a description: what it learns is a `FittedStep`.
package protocol Step: Sendable {
    /// What errors and tables call it: `standardize`.
    var name: String { get }

    /// Its settings as a table shows them: `.bill_length_mm, .year`.
    var details: String { get }

    /// What the step learns from `frame`, the training rows as the steps before it left them.
    func fit(_ frame: Frame) throws -> FittedStep
}

/// Which columns a step works on: the named ones, or all of the types that it takes.
package struct ColumnChoice: Hashable, Sendable {
    /// Empty for all columns of `types`.
    package let names: [String]
    package let types: Set<ColumnType>

    package init(_ names: [String] = [], of types: Set<ColumnType>) {
        self.names = names
        self.types = types
    }

    /// The chosen columns of `frame`, in its order if none are named.
    ///
    /// - Throws: a fault of kind `column` if a named column is absent, of kind `type` if the step can't take it.
    package func resolve(in frame: Frame, for step: String) throws -> [String] {
        guard !names.isEmpty else {
            return frame.named.filter { types.contains($0.column.type) }.map(\.name)
        }
        for name in names {
            let type = try frame.column(name).type
            guard types.contains(type) else { throw unsuited(name, type, for: step) }
        }
        return names
    }

    private func unsuited(_ name: String, _ type: ColumnType, for step: String) -> Fault {
        let taken = ColumnType.allCases.filter(types.contains).map(\.rawValue).joined(separator: ", ")
        return Fault(
            .type, "`\(step)` can't take column `\(name)`, which is \(type.rawValue)",
            notes: ["it takes columns of these types: \(taken)"])
    }

    /// As a call shows it: `.age, .fare`; empty if nothing is named.
    var text: String { names.map { "." + $0 }.joined(separator: ", ") }
}
