/// What was typed at the prompt.
enum CellInput {
    case text(String)
    /// Ctrl-C: what was typed is dropped.
    case interrupted
    /// The input has ended, or a signal asked to leave.
    case end(status: Int32)
}

/// Where cells are typed.
protocol CellReader: AnyObject {
    /// Reads the cell with this number; `text` is there already, to be edited.
    func read(_ number: Int, text: String) -> CellInput
}
