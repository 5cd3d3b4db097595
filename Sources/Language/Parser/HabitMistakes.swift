import Signatures

/// What is right in another language, or stands in the wrong place.
extension Diagnostic {
    // MARK: Bodies and clauses

    static func bodyAfterColon(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a body stands in braces, not behind `:`", at: span,
            help: "write `{` here, and `}` behind the last line of the body")
    }

    static func missingBody(_ span: Span, _ keyword: String, found: String) -> Diagnostic {
        Diagnostic(
            .syntax, "expected `{` and the body of `\(keyword)`, but found \(found)", at: span,
            help: "put braces around the body")
    }

    static func strayClause(_ span: Span, _ keyword: String) -> Diagnostic {
        let opener = keyword == "else" ? "if" : "try"
        return Diagnostic(.syntax, "this `\(keyword)` belongs to no `\(opener)`", at: span)
    }

    static func tryWithoutCatch(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "this `try` has no `catch`", at: span, help: "write `try { … } catch err { … }`")
    }

    static func foreignClause(_ span: Span, _ word: String) -> Diagnostic {
        let help =
            switch word {
            case "except": "write `catch err { … }`"
            case "finally": "write what must always happen behind the `}` of `catch`"
            default: "write `else if`"
            }
        let isElseIf = word != "except" && word != "finally"
        return Diagnostic(.syntax, "there is no `\(word)`", at: span, help: help).corrected(isElseIf ? "else if" : nil)
    }

    // MARK: Definitions

    static func foreignFunction(_ span: Span, _ word: String) -> Diagnostic {
        Diagnostic(
            .syntax, "a function is defined with `fn`, not `\(word)`", at: span, help: "write `fn`"
        ).corrected("fn")
    }

    /// - Parameter definition: the call's text, if it would be a definition behind `fn`.
    static func functionWithoutKeyword(_ span: Span, _ definition: String?) -> Diagnostic {
        let message = "a call cannot be assigned to"
        guard let definition else { return Diagnostic(.syntax, message, at: span) }
        let shown = definition.utf8.count <= 60 && !definition.contains("\n") ? definition : "f(x)"
        return Diagnostic(.syntax, message, at: span, help: "write `fn \(shown) = …` to define a function")
            .corrected("fn ", at: Span(span.source, span.start, span.start))
    }

    static func functionWithoutName(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a function that is defined with `fn` has a name", at: span,
            help: "write `x -> x + 1` for a function value")
    }

    static func functionInExpression(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "`fn` begins a statement, and a value is due here", at: span,
            help: "write `x -> x + 1` for a function value")
    }

    static func arrowWithAnnotation(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "the parameters of a function value are names alone", at: span,
            help: "define it with `fn`, which takes annotations and defaults")
    }

    static func defaultBefore(_ span: Span, _ name: String) -> Diagnostic {
        Diagnostic(
            .syntax, "the parameter `\(name)` has no default, and one before it has", at: span,
            help: "put parameters with a default last")
    }

    static func methodWithKeyword(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "a method of a layer is written without `fn`", at: span, help: "leave `fn` out")
    }

    static func notAMember(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "a layer holds fields and methods, and this is neither", at: span,
            help: "write `name = value` for a field, `name(x) = …` for a method")
    }

    /// `rest` is where the declared name begins.
    static func declaration(_ span: Span, _ word: String, rest: UInt32) -> Diagnostic {
        Diagnostic(
            .syntax, "a variable is not declared with `\(word)`", at: span, help: "write `x = …` alone"
        ).corrected("", at: Span(span.source, span.start, rest))
    }

    static func annotatedVariable(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "a variable has no annotation", at: span, help: "write `x = …` alone")
    }

    // MARK: Out of place

    static func outsideLoop(_ span: Span, _ word: String) -> Diagnostic {
        Diagnostic(.syntax, "`\(word)` stands outside a loop", at: span)
    }

    static func outsideFunction(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "`return` stands outside a function", at: span)
    }

    /// Two words side by side. The first may be a keyword of another language.
    static func foreignWord(_ span: Span, _ word: String, next: String, isListed: Bool) -> Diagnostic {
        let shown = next.utf8.count <= 30 && !next.contains("\n") ? next : "…"
        let help: String? =
            switch word {
            case "import", "from", "using", "library", "require", "include":
                "write `m = import(\"helpers.mlx\")` for a file of your own; the library needs no import"
            case "lambda": "write `x -> x + 1`"
            case "class", "struct", "type": "write `layer` for a network's layer, `{a: 1}` for a record"
            case "switch", "match", "case": "write `if … { } else if … { }`"
            case "raise", "throw": "write `error(\"…\")`"
            case "unless", "until": "write `if not …` or `while not …`"
            case "del", "delete", "await", "async", "new", "yield", "then", "do": nil
            case "f", "u",
                "b" where next.hasPrefix("\""):
                "leave `\(word)` out: braces hold values in every string"
            case "print", "echo", "puts", "assert", "help": "write `\(word)(\(shown))`"
            default: nil
            }
        return Diagnostic(
            .syntax,
            "expected an operator or \(isListed ? "`,`" : "a new line") between `\(word)` and `\(shown)`",
            at: span,
            help: help)
    }
}
