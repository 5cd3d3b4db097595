import XCTest

@testable import Language

/// Each mistake with the place it is found at (its text), the sentence and the help, as a reader gets them.
final class ParserMistakesTests: XCTestCase {
    private struct Row {
        var source: String
        var place: String
        var message: String
        var help: String?

        init(_ source: String, _ place: String, _ message: String, _ help: String? = nil) {
            (self.source, self.place, self.message, self.help) = (source, place, message, help)
        }
    }

    private func check(_ rows: [Row], line: UInt = #line) {
        for row in rows {
            let source = SourceText(row.source)
            let found = parse(source).diagnostics
            XCTAssertEqual(found.count, 1, "\(row.source): \(found.map(\.message))", line: line)
            guard let first = found.first else { continue }
            XCTAssertEqual(first.message, row.message, row.source, line: line)
            XCTAssertEqual(first.span.map(source.text), row.place, row.source, line: line)
            if let help = row.help { XCTAssertEqual(first.help, help, row.source, line: line) }
        }
    }

    func testOperatorsOfOtherLanguages() {
        check([
            Row("if x = 3 { y }", "=", "`=` assigns, and a condition compares", "write `==`"),
            Row("x++", "++", "there is no operator `++`"),
            Row("x--", "--", "there is no operator `--`"),
            Row("a && b", "&&", "there is no operator `&&`", "write `and`"),
            Row("a || b", "||", "there is no operator `||`", "write `or`"),
            Row("!a", "!", "there is no operator `!`", "write `not`"),
            Row("x ** 2", "**", "there is no operator `**`", "write `^` for a power"),
            Row("x <- 3", "<-", "there is no operator `<-`"),
            Row("x = +1", "+", "there is no sign `+`", "leave it out"),
            Row("x = a'", "'", "there is no operator `'`", "write `transpose(x)`"),
            Row("x \u{2264} 3", "\u{2264}", "`\u{2264}` (U+2264) has no meaning here", "write `<=`"),
        ])
    }

    func testWordsOfOtherLanguages() {
        check([
            Row("def f(x) = x", "def", "a function is defined with `fn`, not `def`", "write `fn`"),
            Row("let x = 3", "let", "a variable is not declared with `let`"),
            Row("if a { 1 } elif b { 2 }", "elif", "there is no `elif`", "write `else if`"),
            Row(
                "print x", "print", "expected an operator or a new line between `print` and `x`",
                "write `print(x)`"),
            Row("if x:\n  y\nz", ":", "a body stands in braces, not behind `:`"),
            Row("'abc'", "'abc'", "strings stand in double quotes", "write `\"abc\"`"),
            Row(
                "f(x) = x^2", "f(x)", "a call cannot be assigned to",
                "write `fn f(x) = …` to define a function"),
            Row("f(a = 3)", "=", "an argument is passed by name with `:`, not `=`", "write `a: …`"),
            Row("x = 1:5", ":", "`a:b` stands only inside an index"),
            Row("fn f(x: str) = x", "str", "there is no type `str`", "write `string`"),
        ])
    }

    func testNumbersAndStrings() {
        check([
            Row("x = .5", ".5", "a decimal has digits on both sides of its point", "write `0.5`"),
            Row("x = 1. * 2", "1.", "a decimal has digits on both sides of its point", "write `1.0`"),
            Row("3x", "3x", "`3x` is neither a number nor a name", "write `3 * x` for a product"),
            Row("9223372036854775808", "9223372036854775808", "this integer does not fit into 64 bits"),
            Row(
                "0x1_0000_0000_0000_0000", "0x1_0000_0000_0000_0000", "this integer does not fit into 64 bits"
            ),
            Row("1e999", "1e999", "this decimal is larger than a 64-bit float can be"),
            Row("\"abc\nx = 1", "\"", "this string has no closing `\"`"),
            Row("\"\\q\"", "\\q", "`\\q` is not an escape"),
            Row(
                "\"{3}\"", "{3}", "`{3}` in a string holds a bare number",
                "write `{{3}}` for the braces themselves, or `r\"…\"` for raw text"),
            Row("\"{}\"", "{}", "braces in a string hold a value, and these are empty"),
            Row("\"a {b\"", "{", "the `{` in this string has no closing `}`", "write `{{` for a brace"),
            Row("\"{a b}\"", "a", "expected an operator or `,` between `a` and `b`"),
        ])
    }

    func testBracketsAndBodies() {
        check([
            Row("f(a, 1\ng = 2", "(", "this `(` is never closed"),
            Row("fn f() {\n x = 1\n", "{", "this `{` is never closed"),
            Row("x = 3)", ")", "this `)` closes nothing"),
            Row("for x in {a: 1} { x }", "{", "a record here needs parentheses, because `{` opens the body"),
            Row("while x y", "y", "expected `{` and the body of `while`, but found `y`"),
            Row("if { 1 }", "{", "expected a condition, but found `{`"),
            Row("try { 1 }", "try", "this `try` has no `catch`"),
            Row("else { 1 }", "else", "this `else` belongs to no `if`"),
        ])
    }

    func testNamesAndPlaces() {
        check([
            Row("layer = 3", "layer", "`layer` is a keyword, so it cannot be a name"),
            Row("fn f(in) = 1", "in", "`in` is a keyword, so it cannot be a name"),
            Row("return 1", "return", "`return` stands outside a function"),
            Row("for x in y { z = w -> { break } }", "break", "`break` stands outside a loop"),
            Row(
                "a != b != c", "!=", "`!=` cannot stand in a chain of comparisons",
                "write `a != b and b != c`"),
            Row("x = y = 3", "=", "an assignment is a statement and has no value"),
            Row("x =\ny = 3", "=", "there is no value behind this `=`"),
            Row(".a = 3", ".a", "`.a` is a column expression, which cannot be assigned to"),
            Row("3 = x", "3", "this cannot be assigned to"),
            Row("{a: 1, a: 2}", "a", "the field `a` occurs twice"),
            Row("(x = 1) -> x", "=", "the parameters of a function value are names alone"),
            Row("layer l { fn forward(x) = x }", "fn", "a method of a layer is written without `fn`"),
        ])
    }

    func testSeveralMistakesAreReportedAtOnce() {
        let text = """
            x = = 1
            y = 2
            fn f(a) {
              b = )
              c = a ! 2
              d = [1, 2
              a
            }
            z = 0x
            """
        let source = SourceText(text)
        let (program, diagnostics) = parse(source)
        XCTAssertEqual(
            diagnostics.map { LineIndex(source).position(of: Int($0.span?.start ?? 0)).line },
            [1, 4, 5, 6, 9])
        XCTAssertEqual(program.statements.count, 3)
    }
}
