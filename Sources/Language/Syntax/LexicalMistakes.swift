import Signatures

/// What the lexer can find wrong.
extension Diagnostic {
    static func tooManyTokens(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit, "the script has more than \(Lexer.tokenLimit) words and signs", at: span,
            help: "keep data in a file of its own, and read it with `read_csv`")
    }

    /// A character that begins nothing; some are taken for what they look like.
    static func strangeCharacter(_ scalar: Unicode.Scalar, _ span: Span) -> Diagnostic {
        let code = String(scalar.value, radix: 16, uppercase: true)
        let padded = String(repeating: "0", count: max(0, 4 - code.count)) + code
        let isVisible =
            scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .format
        let shown = isVisible ? "`\(scalar)` (U+\(padded))" : "the invisible character U+\(padded)"
        return Diagnostic(
            .syntax, "\(shown) has no meaning here", at: span,
            help: lookalikes[scalar].map { "write `\($0)`" }
        ).corrected(scalar == "?" ? nil : lookalikes[scalar])
    }

    private static let lookalikes: [Unicode.Scalar: String] = [
        "\u{201C}": "\"", "\u{201D}": "\"", "\u{201E}": "\"", "\u{2018}": "\"", "\u{2019}": "\"", "`": "\"",
        "\u{00AB}": "\"", "\u{00BB}": "\"", "\u{2212}": "-", "\u{2013}": "-", "\u{2014}": "-",
        "\u{00D7}": "*",
        "\u{22C5}": "*", "\u{00B7}": "*", "\u{00F7}": "/", "\u{2264}": "<=", "\u{2265}": ">=",
        "\u{2260}": "!=",
        "\u{2192}": "->", "\u{2026}": "...", "\u{00B2}": "^2", "\u{00B3}": "^3", "\u{FF08}": "(",
        "\u{FF09}": ")", "\u{FF0C}": ",", "\u{FF1A}": ":", "\u{2227}": "and", "\u{2228}": "or",
        "\u{00AC}": "not",
        "\u{2208}": "in", "?": "if c { a } else { b }",
    ]

    // MARK: Numbers

    static func trailingDot(_ span: Span, digits: String) -> Diagnostic {
        Diagnostic(
            .syntax, "a decimal has digits on both sides of its point", at: span, help: "write `\(digits).0`"
        ).corrected("\(digits).0")
    }

    static func leadingDot(_ span: Span, digits: String) -> Diagnostic {
        Diagnostic(
            .syntax, "a decimal has digits on both sides of its point", at: span, help: "write `0.\(digits)`"
        ).corrected("0.\(digits)")
    }

    static func numberedMember(_ span: Span, digits: String) -> Diagnostic {
        Diagnostic(
            .syntax, "a name must follow `.`, and `\(digits)` is a number", at: span,
            help: "write `[\(digits)]` for an element")
    }

    static func malformedNumber(_ span: Span, digits: String, rest: String) -> Diagnostic {
        let isProduct =
            digits != "0" && !rest.isEmpty && !rest.hasPrefix("_")
            && digits.utf8.allSatisfy { isDigit($0) || $0 == 0x2E }
        return Diagnostic(
            .syntax, "`\(digits)\(rest)` is neither a number nor a name", at: span,
            help: isProduct ? "write `\(digits) * \(rest)` for a product" : nil
        ).corrected(isProduct ? "\(digits) * \(rest)" : nil)
    }

    static func integerOverflow(_ span: Span) -> Diagnostic {
        Diagnostic(
            .overflow, "this integer does not fit into 64 bits", at: span,
            help: "write it as a decimal, with `.0`, if it need not be exact")
    }

    static func decimalOverflow(_ span: Span) -> Diagnostic {
        Diagnostic(
            .overflow, "this decimal is larger than a 64-bit float can be", at: span,
            help: "write `inf` for infinity")
    }

    // MARK: Strings

    static func stringTooLong(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit,
            "a string in a script may have \(Lexer.stringLimit) bytes, and this one has \(span.length)",
            at: span, help: "keep the text in a file, and read it with `read_text`")
    }

    static func unterminatedString(_ span: Span, isTriple: Bool) -> Diagnostic {
        let quote = isTriple ? "\"\"\"" : "\""
        return Diagnostic(
            .syntax, "this string has no closing `\(quote)`", at: span, "the string begins here",
            help: isTriple
                ? nil : "write `\"` where the text ends on this line, or `\"\"\"` around one of several lines")
    }

    static func openBraceInString(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "the `{` in this string has no closing `}`", at: span, "a value begins here",
            help: "write `{{` for a brace"
        ).corrected("{{")
    }

    static func closingBraceInString(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "the `}` in this string closes no `{`", at: span, help: "write `}}` for a brace"
        ).corrected("}}")
    }

    static func stringsTooDeep(_ span: Span) -> Diagnostic {
        Diagnostic(
            .limit, "strings may stand within strings \(StringScanner.nestingLimit) levels deep", at: span,
            help: "give the inner text a name of its own")
    }

    static func notAValueInString(_ span: Span, inner: String) -> Diagnostic {
        let what =
            inner.isEmpty
            ? "braces in a string hold a value, and these are empty"
            : "`{\(inner)}` in a string holds a bare number"
        return Diagnostic(
            .syntax, what, at: span,
            help: "write `{{\(inner)}}` for the braces themselves, or `r\"…\"` for raw text"
        ).corrected("{{\(inner)}}")
    }

    static func unknownEscape(_ span: Span, _ escape: String) -> Diagnostic {
        if escape == "\\{" || escape == "\\}" {
            let brace = escape.dropFirst()
            return Diagnostic(
                .syntax, "`\(escape)` is not an escape", at: span,
                help: "write `\(brace)\(brace)` for a brace"
            ).corrected("\(brace)\(brace)")
        }
        return Diagnostic(
            .syntax, "`\(escape)` is not an escape", at: span,
            help: "write `\\\\` for a backslash, or `r\"…\"` for raw text; the escapes are "
                + "`\\n` `\\t` `\\r` `\\0` `\\\"` `\\\\` `\\u{…}`")
    }

    static func unknownCodePoint(_ span: Span) -> Diagnostic {
        Diagnostic(
            .syntax, "this is not a Unicode code point", at: span,
            help: "write one to six hexadecimal digits in braces, such as `\\u{1F600}`")
    }

    static func singleQuotes(_ span: Span, _ text: String?) -> Diagnostic {
        let offered = text.flatMap {
            $0.utf8.count <= 40 && !$0.contains("\"") && !$0.contains("{") ? $0 : nil
        }
        return Diagnostic(
            .syntax, "strings stand in double quotes", at: span, help: "write `\"\(offered ?? "…")\"`"
        ).corrected(offered.map { "\"\($0)\"" })
    }

    static func transposeQuote(_ span: Span) -> Diagnostic {
        Diagnostic(.syntax, "there is no operator `'`", at: span, help: "write `transpose(x)`")
    }
}
