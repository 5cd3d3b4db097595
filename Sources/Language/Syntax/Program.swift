/// A whole source text as a tree.
package struct Program: Sendable {
    package var source: SourceID
    package var statements: [Statement]
    /// In order; a text without markers has one.
    package var cells: [ScriptCell]
}

/// What stands between two `# %%` markers, or before the first.
package struct ScriptCell: Sendable {
    package enum Kind: Sendable {
        case code, markdown
    }

    package var kind: Kind
    /// What the marker says after `# %%`; empty if nothing.
    package var title: String
    /// The cell with its marker.
    package var span: Span
    /// Which of the program's statements begin in it.
    package var statements: Range<Int>
}
