import Glibc
import Language
import Library
import Signatures

/// The place where people explore: reads cells and commands, runs them in one session, and shows what comes of them.
package final class Prompt {
    let presenter = Presenter()
    let session: Session
    private(set) lazy var history = History(HistoryFile.standardPath().map(HistoryFile.init)) { [unowned self] in
        presenter.note($0)
    }
    /// Where cells are typed: what is shown may go elsewhere, as in `tenon | less`.
    private let terminal: Terminal
    private let screen: Stream
    private lazy var reader = makeReader()
    /// What stands in the editor when the next cell is typed.
    var draft = ""
    /// The cell that failed last as it should have been.
    var corrected: String?
    var isLeaving = false

    private init() {
        session = Session(output: presenter, interrupt: Interrupt.flag())
        session.narrates = true
        terminal = Terminal(isatty(Terminal.Stream.output.rawValue) == 1 ? .output : .errors)
        screen = Stream(terminal.stream)
    }

    /// Runs until the user leaves. Gives the exit status.
    package static func run() -> Int32 {
        (try? Machine.onLargeStack { Prompt().run() }) ?? 1
    }

    private func run() -> Int32 {
        defer { session.end() }
        let greeting = "Tenon \(Release.version): :help explains, Ctrl-D leaves"
        screen.write(terminal.style.dim(truncated(greeting, to: terminal.width)) + "\n")
        while !isLeaving {
            switch readCell() {
            case .text(let text): act(on: text)
            case .interrupted: continue
            case .end(let status): return status
            }
            if let status = presenter.outputStatus { return status }
        }
        return 0
    }

    private func readCell() -> CellInput {
        presenter.flush()
        if presenter.hasShown { screen.write("\n") }
        presenter.hasShown = false
        defer { draft = "" }
        return reader.read(session.nextCell, text: draft)
    }

    private func act(on text: String) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        history.add(text)
        if isFarewell(text) { return isLeaving = true }
        attempt {
            if let command = try PromptCommand.Call(text) {
                try command.run(in: self)
            } else {
                try runCell(text)
            }
        }
    }

    /// `exit` and `quit()` leave, as at other prompts, unless they are names of the user's own.
    private func isFarewell(_ text: String) -> Bool {
        let name = text.hasSuffix("()") ? text.dropLast(2) : text[...]
        return (name == "exit" || name == "quit") && !session.variables.contains { $0.name == name }
    }

    /// Runs a cell; from a file under its name.
    func runCell(_ text: String, named name: String? = nil) throws {
        do { try session.runCell(text, named: name) } catch let failure as SessionFailure {
            corrected = name == nil ? failure.correction(of: text, in: session.sources) : nil
            throw failure
        }
    }

    private func attempt(_ work: () throws -> Void) {
        do { try work() } catch {
            presenter.report(Failure(error, sources: session.sources))
            if corrected != nil, error is SessionFailure {
                presenter.note((hasEditor ? "Ctrl-G" : "`:fix`") + " puts the corrected cell after the prompt")
            }
        }
    }

    // MARK: The terminal

    /// On a terminal that can move its cursor there is an editor with keys of its own, on any other the terminal's.
    var hasEditor: Bool { terminal.canRedraw }

    private func makeReader() -> any CellReader {
        guard hasEditor else { return PlainReader(Stream(terminal.stream, capacity: 1 << 12)) }
        return LineEditor(
            terminal, history: history,
            completions: { [unowned self] in
                session.completions(
                    in: $0.text, at: $0.point, commands: PromptCommand.all.map(\.forCompletion), all: $1)
            }, corrected: { [unowned self] in corrected })
    }
}
