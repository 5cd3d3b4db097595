import Language
import Library
import Signatures

/// The help on a name: signature, text, an example with its real output, related names; for each of its forms.
package struct HelpPage {
    private let help: Help
    private let width: Int
    private let style: Style
    /// Wider lines are hard to read.
    private static let widest = 100

    init(_ help: Help, width: Int, style: Style) {
        self.help = help
        self.width = min(width, Self.widest)
        self.style = style
    }

    func text(in session: Session) throws -> String {
        let count = help.entries.count
        return try help.entries.enumerated().map { place, entry in
            let part = try lines(of: entry, in: session)
            return (count > 1 ? [rule(place + 1, of: count), ""] + part : part).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    /// What parts the forms of one name: `── filter, form 1 of 2 ─────`.
    private func rule(_ place: Int, of count: Int) -> String {
        let title = "── \(help.name), form \(place) of \(count) "
        return style.dim(title + String(repeating: "─", count: max(2, width - displayWidth(title))))
    }

    private func lines(of entry: Help.Entry, in session: Session) throws -> [String] {
        var lines = SignatureLayout(entry.signature).lines(width: width).map(style.bold)
        if !entry.documentation.isEmpty { lines += [""] + paragraphs(entry.documentation) }
        if !entry.example.isEmpty {
            lines += [""] + entry.example.split(separator: "\n").flatMap { code(String($0), after: "  > ", width) }
            let output = try session.exampleOutput(entry.example)
            lines += output.split(separator: "\n").map { style.dim("  \($0)") }
        }
        if !entry.related.isEmpty {
            lines += [""] + wrapped("See also: " + entry.related.joined(separator: ", "), width: width)
        }
        return lines
    }

    /// As in Markdown, lines run on until an empty one.
    private func paragraphs(_ text: String) -> [String] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let joined = lines.split(whereSeparator: \.isEmpty).map {
            wrapped($0.joined(separator: " "), width: width)
        }
        return Array(joined.joined(separator: [""]))
    }
}

/// A line of code behind a sign, broken at blanks; what follows is set in a little deeper than what begins it.
private func code(_ text: String, after sign: String, _ width: Int) -> [String] {
    let start = sign + text.prefix { $0 == " " }
    let parts = wrapped(text, width: max(1, width - start.count - CellBuffer.step))
    let further = String(repeating: " ", count: start.count + CellBuffer.step)
    return parts.enumerated().map { ($0 == 0 ? start : further) + $1 }
}

/// A signature on one line where it fits, else with a line for each parameter.
struct SignatureLayout {
    private let signature: String

    init(_ signature: String) { self.signature = signature }

    func lines(width: Int) -> [String] {
        guard displayWidth(signature) > width, let open = signature.firstIndex(of: "("),
            let close = signature.lastIndex(of: ")")
        else { return [signature] }
        let parameters = topLevelParts(signature[signature.index(after: open)..<close])
        return [String(signature[...open])] + parameters.flatMap { code($0 + ",", after: "    ", width) }
            + [String(signature[close...])]
    }

    /// The text between commas that are in no bracket or quotes.
    private func topLevelParts(_ text: Substring) -> [String] {
        var (parts, depth, isQuoted) = ([""], 0, false)
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) { depth -= 1 }
            if character == ",", depth == 0, !isQuoted {
                parts.append("")
            } else if character != " " || parts[parts.count - 1] != "" {
                parts[parts.count - 1].append(character)
            }
        }
        return parts
    }
}

/// `tenon doc NAME`.
package struct HelpCommand {
    private let name: String

    package init(_ name: String) { self.name = name }

    /// Gives the exit status.
    package func run() -> Int32 { (try? Machine.onLargeStack { show() }) ?? 1 }

    private func show() -> Int32 {
        let presenter = Presenter()
        let session = Session(output: presenter, interrupt: Interrupt.flag())
        defer {
            session.end()
            presenter.flush()
        }
        do {
            presenter.write(try presenter.page(Help(name, in: session), in: session) + "\n")
            return 0
        } catch {
            let failure = Failure(error, sources: session.sources)
            writeErrors(failure.text)
            return failure.status
        }
    }
}
