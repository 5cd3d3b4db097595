import Language
import XCTest

/// What stands at the `¦` of a text that need not be finished.
final class CursorTests: XCTestCase {
    private func read(_ marked: String, isAtPrompt: Bool = false) throws -> Cursor {
        let parts = marked.split(separator: "¦", maxSplits: 1, omittingEmptySubsequences: false)
        let before = try XCTUnwrap(parts.first), after = parts.count > 1 ? parts[1] : ""
        return readCursor(in: SourceText(String(before + after)), at: before.utf8.count, isAtPrompt: isAtPrompt)
    }

    func testPlaces() throws {
        let rows = [
            ("¦", "name"), ("x = ab¦", "name"), ("x ¦", "operation"), ("x\n¦", "name"), ("f(x)\nab¦", "name"),
            ("x.ab¦", "member of x"), ("f(x)[1].ab¦", "member of f(x)[1]"), ("a + b.c.¦", "member of b.c"),
            (".ab¦", "column"), ("f(.ab¦", "column"), ("a * .ab¦", "column"), ("a\n  .ab¦", "member of a"),
            ("\"ab¦", "string"), ("f(\"ab¦\")", "string"), ("\"ab\"¦", "operation"), ("\"{ab¦}\"", "name"),
            ("\"{x.¦", "member of x"), ("\"{x:¦", "nothing"), ("# ab¦", "nothing"), ("1 # ab\nab¦", "name"),
            ("12¦", "nothing"), ("fn ab¦", "nothing"), ("fn f(ab¦", "nothing"), ("fn f(ab: in¦", "annotation"),
            ("fn f(ab = in¦", "name"), ("'ab¦", "nothing"), ("\"{\"{ab¦", "name"), ("\"\"\"a\nb¦", "string"),
            ("r.in.ab¦", "member of r.in"), ("{a: x.¦", "member of x"), ("x.¦\ny = 1", "member of x"),
        ]
        for (text, expected) in rows { XCTAssertEqual(try read(text).place.text, expected, text) }
    }

    func testCalls() throws {
        let rows = [
            ("f(¦", "f()"), ("f(a, ¦", "f(a, )"), ("f(a, b: c, d: x¦", "f(a, b: c, d: )"), ("x.f(a, ¦", "x . f(a, )"),
            ("x |> f(a, ¦", "x . f(a, )"), ("x |> g(1) |> f(¦", "x |> g(1) . f()"), ("y = x |> f(¦", "x . f()"),
            ("a, b = x |> f(¦", "x . f()"), ("g(1, x |> f(¦", "x . f()"),
            ("x\n  |> g(1)\n  |> f(¦", "x\n  |> g(1) . f()"),
            ("if x |> f(¦", "x . f()"), ("n -> n |> f(¦", "n . f()"), ("f(g(1), [2, 3], ¦", "f(g(1), [2, 3], )"),
            ("m.g(2)(¦", "m.g(2)()"), ("f(a)\n(¦", nil), ("fn f(a) = g(¦", "g()"), ("f(a)¦", nil),
        ]
        for (text, expected) in rows { XCTAssertEqual(try read(text).call, expected, text) }
    }

    func testNamesOfArgumentsBehindTheCursor() throws {
        for (text, expected) in [
            ("f(¦, b: 1, c: g(d: 2))", ["b", "c"]), ("f(¦)\nx = {a: 1}", []), ("f(\"a¦\", b: 1)", ["b"]),
        ] {
            guard case .call(let call)? = try read(text).surroundings.first else { return XCTFail(text) }
            XCTAssertEqual(call.laterNames, expected, text)
        }
    }

    func testNames() throws {
        let rows = [
            ("a = 1\nb = a\n¦", "a b"), ("a = a¦", ""), ("a, b = f()\n¦", "a b"), ("for i, x in s { ¦", "i x"),
            ("for i in s { y = 1 }\n¦", "i y"), ("fn f(p, q = 1) { r = 2\n ¦", "f p q r"),
            ("fn f(p) { r = 2 }\n¦", "f"), ("fn f(p) = ¦", "f p"), ("fn f(p) = p\n¦", "f"),
            ("map(s, (k, v) -> k + ¦", "k v"), ("x -> y -> ¦", "x y"), ("f(x -> x, ¦", ""),
            ("try { f() } catch e { ¦", "e"), ("layer l(n) { w = ones(n); forward(x) = x * ¦", "l n w x"),
            ("f = x -> {\n  y = x\n  ¦", "x y"), ("if a { b = 1 } else { ¦", "b"),
        ]
        for (text, expected) in rows {
            XCTAssertEqual(try read(text).names.map(\.name).joined(separator: " "), expected, text)
        }
    }

    func testALineOfThePromptMayGoOnFromTheLastValue() throws {
        guard case .member(let value) = try read(".ab¦", isAtPrompt: true).place else { return XCTFail("no member") }
        guard case .name("_")? = value.tree?.kind else { return XCTFail("not the last value") }
        guard case .call(let call)? = try read("|> f(¦", isAtPrompt: true).surroundings.first,
            case .name("_")? = call.receiver?.tree?.kind
        else { return XCTFail("no call of the last value") }
    }
}

extension Cursor {
    /// The innermost bracket as a call: `receiver . f(arguments)`; nil if it is none.
    fileprivate var call: String? {
        guard case .call(let call)? = surroundings.first else { return nil }
        var arguments = call.arguments.map { argument in
            (argument.name.map { $0 + ": " } ?? "") + argument.value.text
        }
        // What stands at the cursor is no part of the arguments before it.
        if let last = call.arguments.last { arguments[arguments.count - 1] = last.name.map { $0 + ": " } ?? "" }
        let receiver = call.receiver.map { $0.text + " . " } ?? ""
        return receiver + call.callee.text + "(" + arguments.joined(separator: ", ") + ")"
    }
}

extension Cursor.Place {
    fileprivate var text: String {
        if case .member(let value) = self { "member of " + value.text } else { "\(self)" }
    }
}
