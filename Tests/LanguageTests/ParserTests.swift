import XCTest

@testable import Language

final class ParserTests: XCTestCase {
    private func check(_ table: [(String, String)], line: UInt = #line) {
        for (source, expected) in table { XCTAssertEqual(treeText(source), expected, source, line: line) }
    }

    func testOperatorsBindAsTheirTableSays() {
        check([
            ("1 + 2 * 3", "(+ 1 (* 2 3))"),
            ("1 - 2 - 3", "(- (- 1 2) 3)"),
            ("-2^2", "(- (^ 2 2))"),
            ("2^-1", "(^ 2 (- 1))"),
            ("2^3^2", "(^ 2 (^ 3 2))"),
            ("a @ b // c % d", "(% (// (@ a b) c) d)"),
            ("0..<n + 1", "(..< 0 (+ n 1))"),
            ("1...3 == r", "(== (... 1 3) r)"),
            ("not a == b and c or d", "(or (and (not (== a b)) c) d)"),
            ("not not a", "(not (not a))"),
            ("a not in b", "(not in a b)"),
            ("a < b <= c == d", "(chain a < b <= c == d)"),
            ("f >> g or h", "(>> f (or g h))"),
            ("-9223372036854775808", "-9223372036854775808"),
        ])
    }

    func testPipesPutTheirLeftSideFirst() {
        check([
            ("x |> f", "(call f x)"),
            ("x |> f(a, b: c)", "(call f x a b: c)"),
            ("x |> f(a)(b)", "(call (call f a) x b)"),
            ("x |> (dense(4))", "(call (call dense 4) x)"),
            ("x |> (f)(a)", "(call f x a)"),
            ("x |> f >> g", "(call (>> f g) x)"),
            ("x |> core.mean", "(.mean core x)"),
            ("x |> core.mean(a) |> g", "(call g (.mean core x a))"),
            ("x |> y -> y + 1", "(call (-> (y) (+ y 1)) x)"),
        ])
    }

    func testCallsIndicesAndMembers() {
        check([
            ("f(a, b: 1, if: 2,)", "(call f a b: 1 if: 2)"),
            ("x[1:5, :, ::2, -1]", "(index x 1:5 : ::2 (- 1))"),
            ("x[..., a...b, f(c)]", "(index x ... (... a b) (call f c))"),
            ("x.y.f(1).z[0](2)", "(call (index (get (.f (get x y) 1) z) 0) 2)"),
            ("r.if + .age", "(+ (get r if) .age)"),
            ("filter(df, .age > 30 and .sex == \"f\")", "(call filter df (and (> .age 30) (== .sex 'f')))"),
        ])
    }

    func testBracketsRecordsAndBlocks() {
        check([
            ("(a)", "a"), ("()", "(tuple)"), ("(a,)", "(tuple a)"), ("(a, b)", "(tuple a b)"),
            ("[]", "[]"), ("[[1, 2], [3.5, true]]", "[[1 2] [3.5 true]]"),
            ("x = {}", "(= x {})"),
            ("{lr: 0.1, \"a b\": 2, ...r, in: 3}", "{lr: 0.1 a b: 2 ...r in: 3}"),
            ("fn f(x) = {a: x}", "(fn f (x) {a: x})"),
            ("f = x -> { h = x; h + 1 }", "(= f (-> (x) {(= h x); (+ h 1)}))"),
            ("f(x -> {\n a = 1\n a\n}, 2)", "(call f (-> (x) {(= a 1); a}) 2)"),
            ("y = if a { 1 } else if b { 2 } else { 3 } + 1", "(= y (+ (if a {1} b {2} else {3}) 1))"),
            ("try { f() } catch err { g(err) }", "(try {(call f)} err {(call g err)})"),
            ("if ({a: 1}) == r { 2 }", "(if (== {a: 1} r) {2})"),
        ])
    }

    func testStatements() {
        check([
            ("a, b = b, a", "(= (tuple a b) (tuple b a))"),
            ("x[0], r.y = f()", "(= (tuple (index x 0) (get r y)) (call f))"),
            ("x += 1; y ^= 2", "(+= x 1) ; (^= y 2)"),
            (
                "for i, x in enumerate(xs) { s += x; continue }",
                "(for (tuple i x) (call enumerate xs) {(+= s x); continue})"
            ),
            ("while x < 3 { break }", "(while (< x 3) {break})"),
            (
                "fn f(x: [b, 4, _, ...], n: int = 3) -> frame { return x, n }",
                "(fn f (x:[name(\"b\") number(4) any rest] n:int=3) -> frame {(return (tuple x n))})"
            ),
            (
                "layer l(d) {\n a = dense(d)\n forward(x) = a(x)\n}",
                "(layer l (d) (= a (call dense d)) (fn forward (x) (call a x)))"
            ),
        ])
    }

    func testWhereLinesEndStatements() {
        check([
            ("a\n- b", "a ; (- b)"),
            ("a -\n b", "(- a b)"),
            ("f\n(a)", "f ; a"),
            ("f(a\n, b\n)", "(call f a b)"),
            ("x\n |> f\n >> g\n .h(1)", "(call (>> f (.h g 1)) x)"),
            ("x\n.name", "x ; .name"),
            ("a\nand b\nor c", "(or (and a b) c)"),
            ("if a { b }\nelse { c }", "(if a {b} else {c})"),
            ("if a { b }\n[1]", "(if a {b}) ; [1]"),
            ("x =\n 1", "(= x 1)"),
            ("a # comment\r\nb\r\n", "a ; b"),
        ])
    }

    func testStrings() {
        check([
            (#""a\t\"\\\u{3b2}""#, "'a\t\"\\β'"),
            (#""loss {loss:.3f}!""#, "(string 'loss ' loss:.3f '!')"),
            (#""{{3}} {x[1:2]:>8} {r["a"]}""#, "(string '{3} ' (index x 1:2):>8 ' ' (index r 'a'))"),
            (#"r"\d{3}""#, "'\\d{3}'"),
            ("\"\"\"a\n \"b\" {c}\"\"\"", "(string 'a\n \"b\" ' c)"),
            (#""{f("{g("x}")}")}""#, "! the `}` in this string closes no `{`"),
            (#""{f("{g}")}""#, "(string (call f (string g)))"),
            (#""""#, "''"),
        ])
    }

    func testSemicolonKeepsAValueFromBeingShown() {
        let (program, _) = parse(SourceText("a; b\nc;"))
        XCTAssertEqual(program.statements.map(\.isSilent), [true, false, true])
    }

    func testDocumentationStandsDirectlyAbove() {
        let text =
            "## First.\n## Second.\nfn f(x) = x\n\n## Parted.\n\nfn g(x) = x\nlayer l {\n  ## Ahead.\n  forward(x) = x\n}\n"
        let found = parse(SourceText(text)).program.statements.map { statement -> String? in
            switch statement.kind {
            case .function(let definition): definition.documentation
            case .layer(let layer): layer.methods.first?.documentation
            default: nil
            }
        }
        XCTAssertEqual(found, ["First.\nSecond.", nil, "Ahead."])
    }

    func testCells() {
        let text = "a\n# %% Load it\nb\nc\n# %% [markdown] Notes\n# text\n#%%\nfn f(x) {\n# %% inner\nx }\n"
        let cells = parse(SourceText(text)).program.cells
        XCTAssertEqual(cells.map(\.title), ["", "Load it", "Notes", ""])
        XCTAssertEqual(cells.map(\.kind), [.code, .code, .markdown, .code])
        XCTAssertEqual(cells.map(\.statements), [0..<1, 1..<3, 3..<3, 3..<4])
        XCTAssertEqual(parse(SourceText("")).program.cells.count, 1)
    }

    func testThePromptGoesOnFromTheLastValue() {
        let statements = parse(SourceText("|> f(1)\n"), atPrompt: true).program.statements
        XCTAssertEqual(statements.map(\.text), ["(call f _ 1)"])
        XCTAssertEqual(
            parse(SourceText(".f(1) + 2"), atPrompt: true).program.statements.map(\.text), ["(+ (.f _ 1) 2)"])
        XCTAssertEqual(parse(SourceText(".age"), atPrompt: true).program.statements.map(\.text), [".age"])
        XCTAssertFalse(parse(SourceText("|> f")).diagnostics.isEmpty)
    }

    func testIncompleteInput() {
        for text in ["f(", "fn f() {", "x = [1,", "a +", "x =", "\"\"\"abc", "x ->"] {
            XCTAssertTrue(OpenEnds(SourceText(text)).isIncomplete, text)
        }
        for text in ["", "f()", "fn f() { 1 }", "\"abc", "f(\"abc)", "x)", "a"] {
            XCTAssertFalse(OpenEnds(SourceText(text)).isIncomplete, text)
        }
    }

    func testLimitsAreErrors() {
        let deep = "nested more than"
        for text in [
            "x = " + String(repeating: "1+", count: 5_000) + "1",
            String(repeating: "(", count: 5_000) + "1" + String(repeating: ")", count: 5_000),
            String(repeating: "-", count: 5_000) + "1", String(repeating: "2^", count: 5_000) + "1",
            String(repeating: "not ", count: 5_000) + "1", String(repeating: "x -> ", count: 5_000) + "1",
            "x" + String(repeating: ".f()", count: 5_000),
            "x" + String(repeating: " |> f", count: 5_000),
            String(repeating: "if a {", count: 5_000) + String(repeating: "}", count: 5_000),
        ] {
            let messages = parse(SourceText(text)).diagnostics.map(\.message)
            XCTAssertTrue(messages.contains { $0.contains(deep) }, String(text.prefix(20)))
        }
        let wide = "[" + String(repeating: "1,", count: Parser.elementLimit + 1) + "]"
        XCTAssertEqual(parse(SourceText(wide)).diagnostics.map(\.kind), [.limit])
        let long = "\"" + String(repeating: "a", count: Lexer.stringLimit) + "\""
        XCTAssertEqual(parse(SourceText(long)).diagnostics.map(\.kind), [.limit])
        let chain = String(repeating: "if a { 1 } else ", count: 2_000) + "{ 2 }"
        XCTAssertTrue(parse(SourceText(chain)).diagnostics.isEmpty)
    }

    func testTextThatWasCutOrScrambledNeverTraps() {
        let text = Array(
            """
            fn f(x: [b, 4], n: int = 3) -> [b] { y = x[..., 1:n] |> g(a: .b)(2); "v {y:.3f} {r["k"]}" }
            layer l(d) { a = dense(d) >> relu; forward(x) = if x < 1 <= 2 { a(x) } else { {k: 1, ...r} } }
            for i, v in 0..<3 { x[i] += -2^2; try { v } catch e { break } }\n## doc\n# %% cell
            """.utf8)
        var state: UInt64 = 1
        func draw(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(truncatingIfNeeded: state >> 33) % bound
        }
        for _ in 0..<1_500 {
            var bytes = text
            for _ in 0..<(1 + draw(4)) {
                let place = draw(bytes.count)
                switch draw(3) {
                case 0: bytes.remove(at: place)
                case 1: bytes.insert(text[draw(text.count)], at: place)
                default: bytes.removeSubrange(place..<min(bytes.count, place + draw(30)))
                }
            }
            let source = SourceText(String(decoding: bytes, as: UTF8.self))
            let diagnostics = parse(source).diagnostics
            XCTAssertLessThanOrEqual(diagnostics.count, Parser.diagnosticLimit)
        }
    }
}
