/// A source text cut into words, with what the lexer saw besides.
struct TokenList {
    /// Ends with `endOfText`.
    var tokens: [Token] = []
    /// The `##` lines directly above a token, by its index.
    var documentation: [Int: String] = [:]
    var markers: [CellMarker] = []
    var diagnostics: [Diagnostic] = []
    /// Whether the text ends within a `"""` string.
    var endsInString = false
    /// Whether a string lacks its closing quote on its own line, which no further line can give it.
    var hasBrokenString = false
}

/// A line such as `# %% Title`.
struct CellMarker {
    var start: UInt32
    var kind: ScriptCell.Kind
    var title: String
}
