/// What can stand at a cursor, and the call around it.
package struct Completions: Sendable {
    /// Where the word begins that a candidate replaces, as an offset in UTF-8; it ends at the cursor.
    package var start: Int
    /// Best first.
    package var candidates: [Candidate] = []
    /// Whether more could be written than what fits best, which alone is offered.
    package var isPartial = false
    /// The innermost call around the cursor, on one line.
    package var signature: String?
    /// What is being written of `signature`: offsets in its UTF-8.
    package var currentParameter: Range<Int>?
}

/// One way to complete a word.
package struct Candidate: Hashable, Sendable {
    package enum Kind: Sendable {
        case keyword, variable, function, member, column, argument, value, file, folder, command
    }

    /// What takes the place of the word.
    package var text: String
    package var kind: Kind
    /// What is to be said of it: a type, a default, the first sentence of its documentation; may be empty.
    package var detail: String
}

/// A command of the prompt, as far as completion knows it: `:load path`.
package struct CommandName: Sendable {
    package enum Argument: Sendable {
        case none
        /// A file whose name has one of these endings; any if there are none.
        case file([String])
        /// Text of the language.
        case code
        /// The name of a function.
        case name
    }

    package var name: String
    package var summary: String
    package var argument: Argument

    package init(_ name: String, _ summary: String, _ argument: Argument = .none) {
        self.name = name
        self.summary = summary
        self.argument = argument
    }
}
