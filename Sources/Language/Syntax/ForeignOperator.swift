/// An operator that other languages have: what it means here, and what to write.
struct ForeignOperator: Sendable {
    let spelling: String
    /// One of ours that begins alike.
    let exception: String
    let meaning: Token.Kind
    let help: String

    private init(_ spelling: String, _ meaning: Token.Kind, _ help: String, except exception: String = "") {
        self.spelling = spelling
        self.exception = exception
        self.meaning = meaning
        self.help = help
    }

    var length: Int { spelling.utf8.count }

    func diagnostic(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "there is no operator `\(spelling)`", at: span, help: help)
    }

    static let decrement = ForeignOperator("--", .increment, "write `x -= 1`")

    static let leftArrow = ForeignOperator("<-", .assign, "write `=` to assign, `x < -1` to compare")

    static let twoDots = ForeignOperator(
        "..", .halfOpenRange, "write `a..<b` for a range without its end, `a...b` for one with it")

    /// Longer ones first.
    static let all: [ForeignOperator] = [
        ForeignOperator("===", .equal, "write `==`"),
        ForeignOperator("!==", .notEqual, "write `!=`"),
        ForeignOperator("%>%", .pipe, "write `|>`"),
        ForeignOperator("..=", .ellipsis, "write `a...b` for a range with its end"),
        ForeignOperator("**=", .powerAssign, "write `^=`"),
        ForeignOperator("**", .caret, "write `^` for a power"),
        ForeignOperator("++", .increment, "write `x += 1`, or `concat(a, b)` to join lists"),
        ForeignOperator("&&", .and, "write `and`"),
        ForeignOperator("||", .or, "write `or`"),
        ForeignOperator("<>", .notEqual, "write `!=`"),
        ForeignOperator("=>", .arrow, "write `x -> x + 1` for a function value"),
        ForeignOperator(":=", .assign, "write `=`"),
        ForeignOperator("&", .and, "write `and`, which works element by element too"),
        ForeignOperator("|", .or, "write `or`, which works element by element too", except: "|>"),
        ForeignOperator("!", .not, "write `not`", except: "!="),
        ForeignOperator("~", .not, "write `not`"),
        ForeignOperator("$", .dot, "write `df.name` for a column of a frame"),
    ]
}
