import Language
import Models

/// Where a session's words go. The console, a notebook and the tests each have their own.
package protocol Output: AnyObject {
    /// What `print` writes, to standard output.
    func write(_ text: String)
    /// The value of a cell, with what it is called by in the session that shows it.
    func show(_ value: Value, in session: Session)
    /// A remark on what was done or chosen, beside the output.
    func note(_ text: String)
    /// What `warn` writes.
    func warn(_ text: String)
    /// How far a training has come.
    func progress(_ progress: Progress)
    /// Clears what has been written, where that is a screen.
    func clear()
    /// The help on a name as a page of text.
    func page(_ help: Help, in session: Session) throws -> String
    /// The text of a value that is more than one line, such as a frame, as `print` shows it.
    func block(_ value: Value) -> String?
}
