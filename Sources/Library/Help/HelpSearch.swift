import Signatures

extension Session {
    /// The help on a name: of a function that a cell has defined, else of the library.
    package func help(on name: String) throws -> Help {
        if let function = main[name]?.function { return Help(function.header) }
        return try Help(name, in: self)
    }

    /// Everything in whose name or explanation a word stands, without regard to case; names that contain it first.
    package func searchHelp(for word: String) -> [Help] {
        let word = word.lowercased()
        let helps = coreNames.sorted().compactMap { try? Help($0, in: self) }
        let named = helps.filter { $0.name.lowercased().contains(word) }
        let explained = helps.filter { help in
            !help.name.lowercased().contains(word)
                && help.entries.contains { $0.documentation.lowercased().contains(word) }
        }
        return named + explained
    }
}
