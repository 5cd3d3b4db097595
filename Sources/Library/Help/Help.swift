import Language
import Models
import Signatures

/// What there is to say of a name: from the signatures of natives, and from the comments of the standard library.
package struct Help {
    /// One entry for each implementation of the name.
    package struct Entry {
        package let signature: String
        package let documentation: String
        package let example: String
        package let related: [String]
    }

    package let name: String
    package let entries: [Entry]

    /// - Throws: a fault that offers the nearest names if nothing is known of this one.
    package init(_ name: String, in session: Session) throws {
        self.name = name
        let natives = session.catalog.overloads(of: name).map { Entry($0.signature) }
        entries = natives.isEmpty ? try Self.written(name, in: session) : natives
    }

    /// How each implementation is called.
    package var signatures: [String] { entries.map(\.signature) }

    /// The first sentence of the explanation.
    package var firstSentence: String {
        let lines = (entries.first?.documentation ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        let words = lines.prefix { !$0.isEmpty }.joined(separator: " ").split(separator: " ")
        let last = words.firstIndex { $0.hasSuffix(".") && $0 != "al." } ?? words.endIndex - 1
        return words.indices.contains(last) ? words[...last].joined(separator: " ") : ""
    }

    /// Of a function of the script itself: its header, and the `##` lines above it.
    package init(_ header: FunctionHeader) {
        name = header.name
        let parameters = header.parameters.map { $0.name + ($0.annotation.map { ": \($0)" } ?? "") }
        entries = [
            Entry(
                signature: "\(header.name)(\(parameters.joined(separator: ", ")))",
                documentation: header.documentation ?? "", example: "", related: [])
        ]
    }

    /// The entry for a function or layer of the standard library.
    private static func written(_ name: String, in session: Session) throws -> [Entry] {
        guard let text = session.standardLibrary.text(defining: name), let entry = Entry(of: name, in: text)
        else {
            throw Fault.unknown("function", name, among: session.coreNames)
        }
        return [entry]
    }
}

extension Help.Entry {
    init(_ signature: Signature) {
        self.init(
            signature: signature.description, documentation: signature.documentation,
            example: signature.example,
            related: signature.related)
    }

    /// The definition of `name` and the `##` lines above it; those that begin with `>` are the example.
    init?(of name: String, in text: String) {
        var comment: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("##") {
                comment.append(line.dropFirst(2).drop { $0 == " " })
            } else if line.hasPrefix("fn \(name)(") || line.hasPrefix("layer \(name)(") {
                let example = comment.filter { $0.hasPrefix(">") }.map { $0.dropFirst().drop { $0 == " " } }
                self.init(
                    signature: Self.head(of: line),
                    documentation: comment.filter { !$0.hasPrefix(">") }.joined(separator: "\n"),
                    example: example.joined(separator: "\n"), related: [])
                return
            } else {
                comment = []
            }
        }
        return nil
    }

    /// `norm(x)` of `fn norm(x) = …`.
    private static func head(of line: Substring) -> String {
        let definition = line.drop { $0 != " " }.dropFirst()
        guard let end = definition.firstIndex(of: ")") else { return String(definition) }
        return String(definition[...end])
    }
}

extension Session {
    /// What an example prints and shows, run by itself in a session and a folder of its own.
    package func exampleOutput(_ example: String) throws -> String {
        let captured = CapturedOutput(showingAs: output)
        let session = Session(output: captured, interrupt: interrupt)
        defer { session.end() }
        try inTemporaryFolder { try session.run(Array(example.utf8), named: "example") }
        return captured.text
    }
}

/// Output that is kept as text.
package final class CapturedOutput: ForwardingOutput {
    package private(set) var text = ""

    override package func write(_ text: String) { self.text += text }

    override package func show(_ value: Value, in session: Session) {
        if let shown = try? session.shownText(of: value) { text += shown + "\n" }
    }
}

/// Output that keeps nothing, and asks another how values look.
package class ForwardingOutput: SilentOutput {
    private let other: any Output

    package init(showingAs other: any Output) { self.other = other }

    override package func page(_ help: Help, in session: Session) throws -> String {
        try other.page(help, in: session)
    }

    override package func block(_ value: Value) -> String? { other.block(value) }
}
