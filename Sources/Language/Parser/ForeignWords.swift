/// Words that begin something in other languages, by what they begin.
enum ForeignWords {
    static let function: Set = ["def", "func", "function", "fun", "proc"]
    static let declaration: Set = [
        "let", "var", "const", "val", "mut", "auto", "local", "global", "nonlocal",
    ]
    static let elseIf: Set = ["elif", "elsif", "elseif"]
    /// Further parts of a statement whose beginning is like ours.
    static let clause: Set = elseIf.union(["except", "finally"])
}
