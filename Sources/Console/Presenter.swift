import Frames
import Glibc
import Language
import Library
import Models
import Signatures

/// Writes a session's words to the standard streams: values as tables fitted to the width, progress as a bar on a
/// terminal and as lines elsewhere.
package final class Presenter: Output {
    private let terminal = Terminal(.output)
    private let errors = Terminal(.errors)
    private let stream = Stream(.output, capacity: 1 << 16)
    private lazy var progressLine = ProgressLine(errors)

    private let interrupt = Interrupt.flag()
    /// Whether anything was shown since this was last set back.
    var hasShown = false

    package init() {}

    package func write(_ text: String) {
        progressLine.finish()
        hasShown = true
        stream.write(text)
        if terminal.isInteractive { stream.flush() }
        // A script whose output goes nowhere may never end by itself.
        if stream.failure != nil { interrupt.pointee = 1 }
    }

    /// Columns for what is shown.
    var width: Int { terminal.width }
    var style: Style { terminal.style }

    /// Writes out what is still held back.
    func flush() {
        progressLine.finish()
        stream.flush()
    }

    /// The end of a run whose output could not be written; nil if it could. A reader that has gone had enough.
    var outputStatus: Int32? {
        guard let failure = stream.failure else { return nil }
        if failure == EPIPE { return 0 }
        let reason = strerror(failure).map { String(cString: $0) } ?? "error \(failure)"
        writeErrors(
            Failure(Fault(.file, "standard output can't be written: \(reason)"), sources: SourceMap()).text)
        return 1
    }

    package func show(_ value: Value, in session: Session) {
        if value.isNone { return }
        let table = Display(width: terminal.width, style: terminal.style, isAbridged: true).text(of: value)
        if let text = table ?? (try? session.shownText(of: value)) ?? nil { write(text + "\n") }
    }

    /// Names in it come from data, and may hold anything.
    package func note(_ text: String) { remark(errors.style.dim(fitted(visible(text)))) }

    /// Broken at words where a terminal would break it anywhere.
    private func fitted(_ text: String) -> String {
        errors.isInteractive ? wrapped(text, width: errors.width).joined(separator: "\n") : text
    }

    package func warn(_ text: String) { remark(text) }

    /// What went wrong, on lines of its own.
    func report(_ failure: Failure) { remark(failure.text, end: "") }

    /// A line on standard error, after what was printed before it.
    private func remark(_ text: String, end: String = "\n") {
        flush()
        hasShown = true
        writeErrors(text + end)
    }

    package func progress(_ progress: Progress) {
        // What was printed before stands above the bar.
        stream.flush()
        hasShown = true
        progressLine.show(progress)
    }

    package func clear() {
        if terminal.canRedraw { write("\u{1B}[2J\u{1B}[H") }
    }

    package func page(_ help: Help, in session: Session) throws -> String {
        try HelpPage(help, width: terminal.width, style: terminal.style).text(in: session)
    }

    /// Printed tables are plain, whether or not they go to a terminal.
    package func block(_ value: Value) -> String? {
        Display(width: terminal.width, style: .plain).text(of: value)
    }
}
