/// An operator that other languages have: what it means here, and what to write.
struct ForeignOperator: Sendable {
    let spelling: String
    /// One of ours that begins alike.
    let exception: String
    let meaning: Token.Kind
    let help: String
    /// Ours, where it can stand in its place.
    let ours: String?

    private init(
        _ spelling: String, _ meaning: Token.Kind, _ help: String, ours: String? = nil, except exception: String = ""
    ) {
        self.spelling = spelling
        self.exception = exception
        self.meaning = meaning
        self.help = help
        self.ours = ours
    }

    var length: Int { spelling.utf8.count }

    func diagnostic(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "there is no operator `\(spelling)`", at: span, help: help).corrected(ours)
    }

    static let decrement = ForeignOperator("--", .increment, "write `x -= 1`")

    static let leftArrow = ForeignOperator("<-", .assign, "write `=` to assign, `x < -1` to compare")

    static let twoDots = ForeignOperator(
        "..", .halfOpenRange, "write `a..<b` for a range without its end, `a...b` for one with it")

    /// Longer ones first.
    static let all: [ForeignOperator] = [
        ForeignOperator("===", .equal, "write `==`", ours: "=="),
        ForeignOperator("!==", .notEqual, "write `!=`", ours: "!="),
        ForeignOperator("%>%", .pipe, "write `|>`", ours: "|>"),
        ForeignOperator("..=", .ellipsis, "write `a...b` for a range with its end", ours: "..."),
        ForeignOperator("**=", .powerAssign, "write `^=`", ours: "^="),
        ForeignOperator("**", .caret, "write `^` for a power", ours: "^"),
        ForeignOperator("++", .increment, "write `x += 1`, or `concat(a, b)` to join lists"),
        ForeignOperator("&&", .and, "write `and`", ours: "and"),
        ForeignOperator("||", .or, "write `or`", ours: "or"),
        ForeignOperator("<>", .notEqual, "write `!=`", ours: "!="),
        ForeignOperator("=>", .arrow, "write `x -> x + 1` for a function value", ours: "->"),
        ForeignOperator(":=", .assign, "write `=`", ours: "="),
        ForeignOperator("&", .and, "write `and`, which works element by element too", ours: "and"),
        ForeignOperator("|", .or, "write `or`, which works element by element too", ours: "or", except: "|>"),
        ForeignOperator("!", .not, "write `not`", ours: "not ", except: "!="),
        ForeignOperator("~", .not, "write `not`", ours: "not "),
        ForeignOperator("$", .dot, "write `df.name` for a column of a frame", ours: "."),
    ]
}
