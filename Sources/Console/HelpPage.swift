import Language
import Library
import Signatures

/// `tenon doc NAME`: signature, text, an example with its real output, related names.
package struct HelpPage {
    private let name: String

    package init(_ name: String) { self.name = name }

    /// Gives the exit status.
    package func show() -> Int32 {
        let status = try? Machine.onLargeStack { showPage() }
        return status ?? 1
    }

    private func showPage() -> Int32 {
        let presenter = Presenter()
        let session = Session(output: presenter, interrupt: Interrupt.flag())
        defer {
            session.end()
            presenter.flush()
        }
        do {
            let help = try Help(name, in: session)
            let pages = try help.entries.map { try page($0, session).joined(separator: "\n") }
            presenter.write(pages.joined(separator: "\n\n") + "\n")
            return 0
        } catch {
            writeErrors(Failure(error, sources: session.sources).text)
            return 1
        }
    }

    private func page(_ entry: Help.Entry, _ session: Session) throws -> [String] {
        let terminal = Terminal(.output)
        let style = terminal.style
        var lines = [style.bold(entry.signature), ""]
        lines += entry.documentation.split(separator: "\n", omittingEmptySubsequences: false)
            .flatMap { $0.isEmpty ? [""] : wrapped(String($0), width: min(terminal.width, 100)) }
        if !entry.example.isEmpty {
            lines += [""] + entry.example.split(separator: "\n").map { "  > \($0)" }
            let output = try session.exampleOutput(entry.example)
            lines += output.split(separator: "\n").map { style.dim("  \($0)") }
        }
        if !entry.related.isEmpty { lines += ["", "See also: " + entry.related.joined(separator: ", ")] }
        return lines
    }
}
