/// What stands around a place in a text that need not be finished: the word being typed there, what it can be, the
/// brackets it stands in, and the names it can refer to.
package struct Cursor: Sendable {
    package enum Place: Sendable {
        /// Nothing that can be completed: a comment, a number, a name that is being chosen.
        case nothing
        /// An expression or a statement begins with the word.
        case name
        /// The word names what the value before the `|>` goes on to.
        case stage(of: WrittenExpression)
        /// The word names a member of the value before the dot.
        case member(of: WrittenExpression)
        /// The word names a column: its dot begins an expression.
        case column
        /// The word is the text of a string so far.
        case string
        /// The word is the type of a parameter.
        case annotation
        /// A value stands before the word: an operator such as `and` is due.
        case operation
    }

    package var place: Place
    /// Where the word begins, as an offset in UTF-8: behind the quote of a string, at the dot of a member or column.
    package var start: Int
    /// From `start` to the cursor, without a dot.
    package var word: String
    /// The brackets that are open at the cursor, innermost first.
    package var surroundings: [Surrounding] = []
    /// What the text itself has named before the cursor, in order.
    package var names: [WrittenName] = []
    /// Whether a statement begins with the word.
    package var beginsStatement = false
    /// Whether an element of the innermost bracket begins with the word.
    package var beginsElement = false

    static func nothing(at offset: Int) -> Cursor { Cursor(place: .nothing, start: offset, word: "") }
}

/// An open bracket, and what it opens.
package enum Surrounding: Sendable {
    case call(OpenCall)
    /// `x[`
    case index(WrittenExpression)
    /// `[` of a list or `(` of a tuple; the word may begin an element of it.
    case elements
    case record
    case block
    /// The parameters of a function or layer.
    case parameters
}

/// A call whose closing parenthesis stands behind the cursor, or is yet to come.
package struct OpenCall: Sendable {
    /// The function, or its name in `x.f(` and `x |> f(`.
    package var callee: WrittenExpression
    /// `x` of `x.f(` and of `x |> f(`.
    package var receiver: WrittenExpression?
    /// Whether the receiver stands before a dot, so that the function may be a field of it.
    package var isMember = false
    /// The arguments that are complete, and then the one at the cursor.
    package var arguments: [WrittenArgument]
    /// The names of arguments that stand behind the cursor.
    package var laterNames: [String] = []
    /// Whether the word begins the value of its argument.
    package var beginsValue: Bool

    package var current: WrittenArgument? { arguments.last }
}

/// One argument as it is written.
package struct WrittenArgument: Sendable {
    package var name: String?
    package var value: WrittenExpression
}

/// Part of a text that should be an expression.
package struct WrittenExpression: Sendable {
    let source: SourceText
    let range: Range<Int>
    /// Whether it may begin as a line of the prompt does that goes on from the value shown last.
    let continuesFromLast: Bool

    /// As a tree; nil if it is not an expression.
    package var tree: Expression? { Parser.expression(self) }

    /// As it is written.
    package var text: String { String(decoding: source.bytes[range], as: UTF8.self) }
}

/// A name that a text has given to something.
package struct WrittenName: Sendable {
    package enum Origin: Sendable {
        case assigned(WrittenExpression)
        /// One of several names that a value is taken apart to.
        case part(Int, of: WrittenExpression)
        /// What a loop goes through.
        case element(of: WrittenExpression)
        case parameter(annotation: String?)
        case function(FunctionHeader)
        case error
    }

    package var name: String
    package var origin: Origin
}

extension Parser {
    /// The tree of a text that is one expression without a mistake, else nil.
    fileprivate static func expression(_ written: WrittenExpression) -> Expression? {
        var parser = Parser(written.source, range: written.range)
        parser.continuesFromLast = written.continuesFromLast
        parser.context.newlinesMatter = false
        if parser.kind == .endOfText, written.continuesFromLast {
            return try? Expression(.name("_"), written.source.wholeSpan)
        }
        let start = written.continuesFromLast ? try? parser.firstExpression() : try? parser.expression()
        guard let tree = start else { return nil }
        return parser.kind == .endOfText && parser.diagnostics.isEmpty ? tree : nil
    }
}
