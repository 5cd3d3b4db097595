/// A grammar in EBNF, as LANGUAGE.md has it, and random sentences of it.
struct Grammar {
    indirect enum Form {
        case word(String)
        case rule(String)
        case sequence([Form])
        case choice([Form])
        case optional(Form)
        case repeated(Form)
    }

    private(set) var rules: [String: Form] = [:]

    init(_ text: String) {
        var reader = GrammarReader(text)
        while let (name, form) = reader.rule() { rules[name] = form }
    }

    /// The rules that forms mention and nobody defines: the kinds of words.
    var undefined: Set<String> { Set(rules.values.flatMap(mentions)).subtracting(rules.keys) }

    private func mentions(_ form: Form) -> [String] {
        switch form {
        case .word: []
        case .rule(let name): [name]
        case .sequence(let parts), .choice(let parts): parts.flatMap(mentions)
        case .optional(let part), .repeated(let part): mentions(part)
        }
    }
}

private struct GrammarReader {
    private var tokens: [Substring]
    private var place = 0

    init(_ text: String) {
        var rest = Substring(text)
        tokens = []
        while let next = rest.first {
            if next.isWhitespace {
                rest.removeFirst()
            } else if rest.hasPrefix("(*") {
                while !rest.hasPrefix("*)") { rest.removeFirst() }
                rest.removeFirst(2)
            } else if next == "\"" {
                let end = rest.dropFirst().firstIndex(of: "\"") ?? rest.endIndex
                tokens.append(rest[..<end])
                rest = rest[end...].dropFirst()
            } else if next.isLetter {
                let word = rest.prefix { $0.isLetter || $0 == "_" }
                tokens.append(word)
                rest = rest[word.endIndex...]
            } else {
                tokens.append(rest.prefix(1))
                rest.removeFirst()
            }
        }
    }

    private var token: Substring { place < tokens.count ? tokens[place] : "" }

    private mutating func take(_ text: String) -> Bool {
        guard token == text else { return false }
        place += 1
        return true
    }

    mutating func rule() -> (String, Grammar.Form)? {
        guard place < tokens.count else { return nil }
        let name = String(token)
        place += 1
        guard take("=") else { return nil }
        let form = choice()
        return take(";") ? (name, form) : nil
    }

    private mutating func choice() -> Grammar.Form {
        var options = [sequence()]
        while take("|") { options.append(sequence()) }
        return options.count == 1 ? options[0] : .choice(options)
    }

    private mutating func sequence() -> Grammar.Form {
        var parts: [Grammar.Form] = []
        while let part = part() { parts.append(part) }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    private mutating func part() -> Grammar.Form? {
        for (opener, closer) in [("(", ")"), ("[", "]"), ("{", "}")] where take(opener) {
            let inner = choice()
            _ = take(closer)
            return opener == "(" ? inner : opener == "[" ? .optional(inner) : .repeated(inner)
        }
        guard let first = token.first, first.isLetter || first == "\"" else { return nil }
        defer { place += 1 }
        return first == "\"" ? .word(String(token.dropFirst())) : .rule(String(token))
    }
}
