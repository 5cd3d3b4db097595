import Language

extension Session {
    /// What can stand at the cursor of a text that is being typed, and the call around it.
    ///
    /// Nothing of the user's is run, and nothing is written; random numbers and definitions stay as they are.
    ///
    /// - Parameters:
    ///   - offset: the cursor's, in the UTF-8 of the text.
    ///   - commands: the prompt's, whose names follow a `:` at the beginning of the text.
    ///   - all: whether what seldom fits is wanted too, before its first letter is typed.
    package func completions(
        in text: String, at offset: Int, commands: [CommandName] = [], all: Bool = false
    ) -> Completions {
        let offset = min(max(offset, 0), text.utf8.count)
        if let line = CommandLine(text, offset), let found = completions(in: line, commands, all) { return found }
        let before = (generator, narrates)
        defer { (generator, narrates) = before }
        narrates = false
        let cursor = readCursor(in: SourceText(text), at: offset, isAtPrompt: true)
        var found = Completer(self, cursor, wantsAll: all).completions()
        if !text.utf8.dropFirst(offset).starts(with: "\"".utf8), case .string = cursor.place { found.closeFileName() }
        return found
    }

    /// The completions of a command or of its argument; nil if the text is an unknown command.
    private func completions(in line: CommandLine, _ commands: [CommandName], _ all: Bool) -> Completions? {
        guard let argument = line.argument else {
            var list = CandidateList(line.name)
            for command in commands { list.add(command.name, .command, detail: command.summary) }
            return Completions(start: line.nameStart, candidates: list.inOrder)
        }
        guard let command = commands.first(where: { $0.name == line.name }) else { return nil }
        switch command.argument {
        case .none: return Completions(start: line.argumentStart + argument.utf8.count)
        case .file(let endings):
            let files = FileNames(typed: argument, endings: endings, isInString: false)
            var list = CandidateList(files.name)
            for file in files.candidates { list.add(file.text, file.kind) }
            return Completions(start: line.argumentStart + files.start, candidates: list.inOrder)
        case .name:
            var list = CandidateList(argument)
            list.addFunctions(of: self)
            return Completions(start: line.argumentStart, candidates: list.inOrder)
        case .code:
            var found = completions(in: argument + line.behind, at: argument.utf8.count, all: all)
            found.start += line.argumentStart
            return found
        }
    }
}

extension Completions {
    /// With the only file that fits its string is complete.
    fileprivate mutating func closeFileName() {
        guard candidates.count == 1, candidates[0].kind == .file else { return }
        candidates[0].text += "\""
    }
}

/// A text such as `:load penguins.mlx`, up to the cursor.
private struct CommandLine {
    var name: String
    var nameStart: Int
    var argument: String?
    var argumentStart = 0
    /// What stands behind the cursor.
    var behind = ""

    /// nil if the text does not begin with `:`, or the cursor stands before it.
    init?(_ text: String, _ offset: Int) {
        let bytes = Array(text.utf8.prefix(offset))
        guard let colon = bytes.firstIndex(where: { $0 != UInt8(ascii: " ") }), bytes[colon] == UInt8(ascii: ":")
        else { return nil }
        nameStart = colon + 1
        let end = bytes[nameStart...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
        name = String(decoding: bytes[nameStart..<end], as: UTF8.self)
        guard end < bytes.count else { return }
        argumentStart = bytes[end...].firstIndex { $0 != UInt8(ascii: " ") } ?? bytes.count
        argument = String(decoding: bytes[argumentStart...], as: UTF8.self)
        behind = String(decoding: text.utf8.dropFirst(offset), as: UTF8.self)
    }
}
