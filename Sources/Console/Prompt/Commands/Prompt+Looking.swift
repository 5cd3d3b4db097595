import Language
import Library
import Signatures

/// Commands that show something and change nothing.
extension Prompt {
    /// `:help`
    func showHelp() {
        let commands = PromptCommand.all.map { command in
            (":" + command.name + (command.parameters.isEmpty ? "" : " " + command.parameters), command.sentence)
        }
        presenter.writeTable(commands + Self.forms + (hasEditor ? Self.editorKeys : []), wrapsText: true)
    }

    private static let forms = [
        ("?NAME", "Explains a function."),
        ("??WORD", "Searches names and explanations."),
        ("_ and _3", "The value shown last, and that of cell 3; `|> f` goes on from the last."),
        ("Ctrl-C", "Stops the running cell, or drops what is typed."),
    ]

    private static let editorKeys = [
        ("Enter", "Runs the cell if it is whole; Alt-Enter begins a line in any case."),
        ("Tab", "Completes names; `\\beta` becomes β."),
        ("Up, Ctrl-R", "Earlier cells that begin as what is typed; those that contain it."),
        ("Ctrl-G", "Corrects the last cell, as `:fix` does."),
        ("Ctrl-X Ctrl-E", "Opens the cell in $EDITOR."),
    ]

    /// `?name`
    func explain(_ name: String) throws {
        if name.isEmpty { return showHelp() }
        presenter.write(try presenter.page(session.help(on: name), in: session) + "\n")
    }

    /// `??word`
    func search(_ word: String) {
        let found = session.searchHelp(for: word)
        if found.isEmpty { return presenter.note("nothing is said of `\(word)`") }
        presenter.writeTable(found.map { ($0.name, $0.firstSentence) }, wrapsText: true)
    }

    /// `:vars`
    func showVariables() {
        let variables = session.variables
        if variables.isEmpty { return presenter.note("nothing is defined yet") }
        let table = VariableTable(variables)
        presenter.write(table.lines(width: presenter.width, style: presenter.style).joined(separator: "\n") + "\n")
    }
}

extension Presenter {
    /// Pairs in two columns. What the second has too much is cut, or goes on in its next line.
    func writeTable(_ rows: [(String, String)], wrapsText: Bool = false) {
        let widest = rows.map { displayWidth($0.0) }.max() ?? 0
        for (name, text) in rows {
            for (index, line) in (wrapsText ? wrapped(text, width: max(width - widest - 2, 1)) : [text]).enumerated() {
                let start = padded(index == 0 ? name : "", to: widest, right: false)
                write(truncated(start + "  " + line, to: width) + "\n")
            }
        }
    }
}
