import Library
import Signatures

/// Something that the prompt itself does, such as `:vars`.
struct PromptCommand: Sendable {
    let name: String
    /// What may follow the name, as help shows it.
    let parameters: String
    let sentence: String
    /// What completion offers behind the name.
    var argument = CommandName.Argument.none
    /// Does it, with the text that follows the name.
    let action: @Sendable (Prompt, String) throws -> Void

    static let all: [PromptCommand] = [
        PromptCommand(name: "help", parameters: "", sentence: "Lists what the prompt can do.") { prompt, _ in
            prompt.showHelp()
        },
        PromptCommand(name: "vars", parameters: "", sentence: "Lists the names you have defined.") { prompt, _ in
            prompt.showVariables()
        },
        PromptCommand(
            name: "time", parameters: "[CODE]", sentence: "Says how long a cell, or the last one, takes.",
            argument: .code
        ) {
            try $0.time($1)
        },
        PromptCommand(name: "edit", parameters: "[N]", sentence: "Opens the last cell, or cell N, in $EDITOR.") {
            try $0.edit($1)
        },
        PromptCommand(name: "fix", parameters: "", sentence: "Puts the last cell, corrected, after the prompt.") {
            prompt, _ in
            try prompt.fix()
        },
        PromptCommand(
            name: "load", parameters: "FILE", sentence: "Runs a script; what it defines stays.",
            argument: .file([".mlx"])
        ) {
            try $0.load($1)
        },
        PromptCommand(
            name: "save", parameters: "FILE", sentence: "Writes the session as a script.", argument: .file([".mlx"])
        ) {
            try $0.save($1)
        },
        PromptCommand(name: "quit", parameters: "", sentence: "Leaves; so does Ctrl-D.") { prompt, _ in
            prompt.isLeaving = true
        },
    ]
}

extension PromptCommand {
    var forCompletion: CommandName { CommandName(name, sentence, argument) }

    /// What makes a text a command: `:time fit(net, birds)`, `?mean`, `mean?`, `??text`.
    enum Form {
        case command(Substring), search(Substring), explanation(Substring)

        /// nil if the text is a cell.
        init?(_ text: String) {
            if text.hasPrefix(":") {
                self = .command(text.dropFirst())
            } else if text.hasPrefix("??") {
                self = .search(text.dropFirst(2))
            } else if text.hasPrefix("?") {
                self = .explanation(text.dropFirst())
            } else if text.hasSuffix("?"), !text.contains(where: \.isWhitespace) {
                self = .explanation(text.dropLast())
            } else {
                return nil
            }
        }
    }

    /// A command as it was typed.
    struct Call {
        private let action: (Prompt) throws -> Void

        /// nil if the text is a cell.
        ///
        /// - Throws: a fault that offers the nearest command if there is none of this name.
        init?(_ text: String) throws {
            switch Form(text) {
            case .command(let line):
                let words = line.split(separator: " ", maxSplits: 1)
                let (command, rest) = (try PromptCommand.named(words.first ?? ""), words.dropFirst().first ?? "")
                action = { try command.action($0, trimmed(rest)) }
            case .search(let word): action = { $0.search(trimmed(word)) }
            case .explanation(let name): action = { try $0.explain(trimmed(name)) }
            case nil: return nil
            }
        }

        func run(in prompt: Prompt) throws { try action(prompt) }
    }

    private static func named(_ word: Substring) throws -> PromptCommand {
        let name = trimmed(word)
        let starting = all.filter { $0.name.hasPrefix(name) }
        if let command = all.first(where: { $0.name == name }) { return command }
        if starting.count == 1 { return starting[0] }
        let near = starting.isEmpty ? nearest(to: name, in: all.map(\.name)) : starting.map(\.name)
        throw Fault(
            .name, "there is no command `:\(name)`",
            help: near.isEmpty
                ? "`:help` lists them" : "did you mean " + near.map { "`:\($0)`" }.joined(separator: " or ") + "?")
    }
}

/// Without blanks around it.
func trimmed(_ text: Substring) -> String {
    var text = text
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text.drop(while: \.isWhitespace))
}
