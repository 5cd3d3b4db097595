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
    private lazy var progressLine = ProgressLine(errors)

    package init() {}

    package func write(_ text: String) { put(text, stdout) }

    package func show(_ value: Value, in session: Session) {
        if value.isNone { return }
        let table = Display(width: terminal.width, style: terminal.style).text(of: value)
        if let text = table ?? (try? session.shownText(of: value)) ?? nil { write(text + "\n") }
    }

    package func note(_ text: String) { put(errors.style.dim(text) + "\n", stderr) }

    package func warn(_ text: String) { put(text + "\n", stderr) }

    package func progress(_ progress: Progress) {
        // What was printed before stands above the bar.
        fflush(stdout)
        progressLine.show(progress)
    }

    package func clear() {
        if terminal.isInteractive { write("\u{1B}[2J\u{1B}[H") }
    }

    /// Printed tables are plain, whether or not they go to a terminal.
    package func block(_ value: Value) -> String? {
        Display(width: terminal.width, style: .plain).text(of: value)
    }

    private func put(_ text: String, _ stream: UnsafeMutablePointer<FILE>?) {
        guard let stream else { return }
        if stream == stderr { fflush(stdout) }
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, stream) }
    }
}
