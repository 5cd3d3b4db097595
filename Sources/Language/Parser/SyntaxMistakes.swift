import Signatures

/// What the parser can find wrong. Each says what is there, and what to write.
extension Diagnostic {
    static func unexpected(_ span: Span, _ found: String, expected: String) -> Diagnostic {
        Diagnostic(.syntax, "expected \(expected), but found \(found)", at: span)
    }

    static func nestedTooDeep(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit, "this is nested more than \(Parser.nestingLimit) levels deep", at: span,
            help: "give parts of it names of their own, in statements before it")
    }

    static func tooManyElements(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit, "a literal may have \(Parser.elementLimit) elements, and this one has more", at: span,
            help: "keep data in a file of its own, and read it with `read_csv`")
    }

    // MARK: Brackets

    /// `end` is where it is to be closed.
    static func neverClosed(_ span: Span, _ bracket: String, end: Span) -> Diagnostic {
        let closer = ["(": ")", "[": "]", "{": "}"][bracket]
        return Diagnostic(.syntax, "this `\(bracket)` is never closed", at: span, "opened here")
            .corrected(closer, at: end)
    }

    static func strayCloser(_ span: Span, _ bracket: String) -> Diagnostic {
        Diagnostic(.syntax, "this `\(bracket)` closes nothing", at: span)
    }

    static func emptyIndex(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "an index needs at least one place", at: span, help: "write `x[0]`, or `x[:]` for all")
    }

    static func recordInHead(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a record here needs parentheses, because `{` opens the body", at: span,
            help: "write `({…})`")
    }

    static func blockInHead(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a block here needs parentheses, because `{` opens the body", at: span,
            help: "write `({…})`")
    }

    // MARK: Names

    static func keywordAsName(_ span: Span, _ word: String) -> Diagnostic {
        Diagnostic(
            .syntax, "`\(word)` is a keyword, so it cannot be a name", at: span, help: "write `\(word)_`"
        ).corrected(word + "_")
    }

    static func keywordInExpression(_ span: Span, _ word: String) -> Diagnostic {
        Diagnostic(.syntax, "`\(word)` begins a statement, and a value is due here", at: span)
    }

    static func occursTwice(_ span: Span, _ what: String, _ name: String) -> Diagnostic {
        Diagnostic(.syntax, "\(what) `\(name)` occurs twice", at: span)
    }

    static func unknownType(_ span: Span, _ name: String) -> Diagnostic {
        var fault = Fault.unknown("type", name, among: Annotation.typeNames)
        let ours = foreignTypes[name]
        if let ours { fault.help = "write `\(ours)`" }
        return Diagnostic(fault, at: span).corrected(ours)
    }

    private static let foreignTypes: [String: String] = [
        "integer": "int", "Int": "int", "i64": "int", "number": "float", "double": "float", "f32": "float",
        "f64": "float", "str": "string", "String": "string", "boolean": "bool", "dict": "record",
        "map": "record",
        "array": "tensor", "matrix": "tensor", "vector": "tensor", "ndarray": "tensor", "dataframe": "frame",
        "DataFrame": "frame", "null": "none", "None": "none",
    ]

    static func notASize(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a shape holds numbers, names, `_` and `...`", at: span, help: "write `[b, 4]`")
    }

    // MARK: Operators

    static func unaryPlus(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "there is no sign `+`", at: span, help: "leave it out").corrected("")
    }

    static func notNeedsParentheses(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "`not` binds less tightly than the operator before it", at: span, help: "write `(not x)`"
        )
    }

    static func rangeOfRanges(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a range has two ends, and this one is given a third", at: span,
            help: "write `range(start, stop, step)` for a range with a step")
    }

    /// `a != b != c`, which in mathematics says nothing of `a` and `c`.
    static func chain(
        _ culprit: ComparisonLink, _ first: Expression, _ links: [ComparisonLink], _ source: SourceText
    ) -> Diagnostic {
        let texts = ([first] + links.map(\.operand)).map { source.text($0.span) }
        let pairs = links.indices.map { "\(texts[$0]) \(links[$0].comparison.rawValue) \(texts[$0 + 1])" }
        let offered = pairs.joined(separator: " and ")
        return Diagnostic(
            .syntax, "`\(culprit.comparison.rawValue)` cannot stand in a chain of comparisons",
            at: culprit.operatorSpan,
            help: offered.utf8.count <= 60 ? "write `\(offered)`" : "join pairs with `and`")
    }

    static func sliceOutsideIndex(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "`a:b` stands only inside an index", at: span,
            help: "write `a..<b` for a range without its end, `a...b` for one with it")
    }

    // MARK: Assignments

    static func assignmentInCondition(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "`=` assigns, and a condition compares", at: span, help: "write `==`").corrected("==")
    }

    static func assignmentInExpression(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "an assignment is a statement and has no value", at: span,
            help: "write it on a line of its own; `==` compares")
    }

    static func assignmentInRecord(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "expected a new line or `;`, but found `,`", at: span,
            help: "write `{a: 1, b: 2}` for a record")
    }

    /// `sign` is the `=` with the blanks around it.
    static func argumentWithEquals(_ span: Span, _ name: String, sign: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "an argument is passed by name with `:`, not `=`", at: span, help: "write `\(name): …`"
        ).corrected(": ", at: sign)
    }

    static func assignmentToColumn(_ span: Span, _ name: String) -> Diagnostic {
        Diagnostic(
            .syntax, "`.\(name)` is a column expression, which cannot be assigned to", at: span,
            help: "write `df = derive(df, \(name): …)`")
    }

    static func notATarget(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "this cannot be assigned to", at: span,
            help: "assign to a name, an element `x[i]` or a field `x.name`")
    }

    static func updateOfTuple(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "only one variable can be updated at a time", at: span)
    }

    static func missingValue(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "there is no value behind this `=`", at: span)
    }

    static func bareTuple(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "a tuple stands in parentheses", at: span, help: "write `(a, b)`")
    }

    static func fieldNameWithValue(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "the name of a field is plain text, without values in braces", at: span)
    }
}
