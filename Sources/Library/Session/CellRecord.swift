import Language
import Signatures

/// A cell of the prompt as it was run.
package struct CellRecord {
    /// From 1, failed cells counted.
    package let number: Int
    package let text: String
    /// The cell whose value `_` stood for in this one; nil if none was shown before.
    package let last: Int?
    /// Empty if the text could not be read.
    package internal(set) var statements: [Statement] = []
    /// How many of the statements ran to their end.
    package internal(set) var completed = 0
    /// Whether `_` and the cell's number stand for a value of it.
    package internal(set) var isShown = false
    /// Whether it took random numbers, so that those of later cells depend on it.
    package internal(set) var isRandom = false
    /// What came of a failed cell: none of it was undone.
    package internal(set) var diagnostics: [Diagnostic] = []

    package var failed: Bool { !diagnostics.isEmpty }
    /// The name that the cell's value has.
    package var valueName: String { "_\(number)" }

    init(number: Int, text: String, last: Int?) {
        self.number = number
        self.text = text
        self.last = last
    }
}
