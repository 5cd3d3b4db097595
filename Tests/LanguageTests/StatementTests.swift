import XCTest

@testable import Language

final class StatementTests: MachineTestCase {
    func testLoops() {
        check([
            ("s = 0\nfor i in 0..<5 { s += i }\ns", ["10"]), ("s = 0\nfor i in 1...3 { s += i }\ns", ["6"]),
            ("for i in 3..<3 { print(i) }", []), ("for i in 5..<3 { print(i) }", []),
            ("for x in [\"a\", \"b\"] { print(x) }", ["a", "b"]),
            ("for c in \"hé\" { print(c) }", ["h", "é"]),
            ("for row in [[1, 2], [3, 4]] { print(row) }", ["f64[2][1.0, 2.0]", "f64[2][3.0, 4.0]"]),
            ("for i, x in [(1, 2), (3, 4)] { print(i * x) }", ["2", "12"]),
            ("xs = [\"a\"]\nfor x in xs { xs.push(\"b\") }\nxs", ["[a, b]"]),
            ("r = 0..<3\nfor i in r { print(i) }", ["0", "1", "2"]),
            (
                "i = 0\nwhile true { i += 1\nif i == 2 { continue }\nif i > 3 { break }\nprint(i) }",
                ["1", "3"]
            ),
            ("for i in 0..<4 { if i == 1 { continue }\nif i == 3 { break }\nprint(i) }", ["0", "2"]),
            ("for i in 0..<2 { i = 10\nprint(i) }", ["10", "10"]),
            (
                "for i in 9223372036854775806...9223372036854775807 { print(i) }",
                ["9223372036854775806", "9223372036854775807"]
            ),
            ("for i in 5 { }", ["! a loop cannot go over an int"]),
            ("for i in 0..<1.5 { }", ["! a range goes from one int to another, and this is a float"]),
            ("i = 0\nwhile i < 3 and i != 2 { i += 1 }\ni", ["2"]),
            ("i = 0\nwhile not (i >= 3 or i == 7) { i += 1 }\ni", ["3"]),
        ])
    }

    func testConditions() {
        check([
            ("x = if 1 < 2 { \"a\" } else { \"b\" }\nx", ["a"]), ("x = if false { 1 }\nprint(x)", ["none"]),
            ("if false { 1 } else if true { 2 } else { 3 }", ["2"]),
            (
                "fn f(x) { if x > 0 { \"p\" } else if x < 0 { \"n\" } else { \"z\" } }\nf(1) + f(-1) + f(0)",
                ["pnz"]
            ),
            ("if 1 { 2 }", ["! a condition is one boolean, not an int"]),
            ("if \"\" { 2 }", ["! a condition is one boolean, not a string"]),
        ])
    }

    func testTry() {
        check([
            ("x = try { 1 // 0 } catch e { e.kind }\nx", ["zero_division"]),
            ("try { error(\"no\") } catch e { print(e.message) }", ["no"]),
            ("fn f() = error(\"deep\")\nfn g() { try { f() } catch e { e.message } }\ng()", ["deep"]),
            ("try { try { error(\"a\") } catch e { error(\"b\") } } catch e { e.message }", ["b"]),
            ("try { error(\"a\") } catch e { error(e) }", ["! a"]),
            (
                "fn f() { for i in 0..<3 { try { if i == 1 { error(\"x\") }\nprint(i) } catch e { print(e.message) } } }\nf()",
                ["0", "x", "2"]
            ),
            ("try { map(list(1), x -> error(\"in\")) } catch e { e.message }", ["in"]),
            ("fn f() { try { return 1 } catch e { return 2 } }\nf()", ["1"]),
            ("x = 5\nx = try { error(\"a\") } catch e { x + 1 }\nx", ["6"]),
        ])
    }

    func testUpdatesAreValues() {
        check([
            ("a = [\"x\"]\nb = a\nb[0] = \"y\"\na[0] + b[0]", ["xy"]),
            ("a = {x: 1}\nb = a\nb.x = 2\n(a.x, b.x)", ["(1, 2)"]),
            ("a = {xs: [\"p\"]}\nb = a\nb.xs.push(\"q\")\n(len(a.xs), len(b.xs))", ["(1, 2)"]),
            ("a = [1, 2]\nb = a\nb[0] = 9\na[0] + b[0]", ["10.0"]),
            ("a = [[1, 2], [3, 4]]\na[1, 0] = 9\na[1, 0]", ["9.0"]),
            ("a = [{b: [{c: 1}]}]\na[0].b[0].c = 5\na", ["[{b: [{c: 5}]}]"]),
            ("r = {}\nr[\"k\"] = 1\nr.l = 2\nr", ["{k: 1, l: 2}"]), ("r = {n: 1}\nr.n += 4\nr.n", ["5"]),
            ("xs = list(1, 2)\nxs[1] *= 5\nxs", ["[1, 10]"]),
            ("xs = list(1, 2)\nxs[0:2] = list(7, 8)\nxs", ["[7, 8]"]),
            ("xs = list(1)\nxs.push(2)\nxs.insert(0, 0)\ny = xs.pop()\nxs.remove(0)\n(xs, y)", ["([1], 2)"]),
            ("r = {a: 1, b: 2}\nr.remove(\"a\")\nr", ["{b: 2}"]),
            ("fn f(xs) { xs.push(1)\nxs }\na = list(0)\nb = f(a)\n(a, b)", ["([0], [0, 1])"]),
            ("xs = list(1)\nys = push(xs, 2)\n(xs, ys)", ["([1], [1, 2])"]),
            ("xs = list(1)\nxs.push(xs)\nxs", ["[1, [1]]"]),
            ("xs = list(list(1))\nxs[0].push(2)\nxs", ["[[1, 2]]"]),
            ("x = 1\nx ^= 3\nx -= 4\nx", ["-3"]),
        ])
    }

    func testUpdateFaultsKeepTheValue() {
        check([
            (
                "a = {b: list(1)}\ntry { a.b[5] = 2 } catch e { print(e.message) }\na",
                ["index 5 is out of bounds for a list of 1 element", "{b: [1]}"]
            ),
            ("a = {b: list(1)}\ntry { a.b[0] += none } catch e { }\na", ["{b: [1]}"]),
            ("xs = list()\nxs.pop()", ["! `pop` from an empty list"]),
            ("t = (1, 2)\nt[0] = 1", ["! elements of a tuple cannot be set"]),
            ("n = 1\nn.x = 2", ["! an int has no fields that can be set"]),
            ("r = {}\nr.a.b = 1", ["! there is no field `a`"]),
            ("f(1)[0] = 2", ["! only a variable, a field or an element of one can be changed"]),
            ("zz[0] = 1", ["! `zz` has no value yet"]),
        ])
    }

    func testOrderOfEvaluation() {
        check([
            ("x = 1\ny = x + { x = 10\nx }\ny", ["11"]),
            ("xs = list(1, 2)\ny = len(xs) + xs.pop() + len(xs)\ny", ["5"]),
            ("x = 1\nx = (x, { x = 2\nx }, x)\nx", ["(1, 2, 2)"]),
        ])
    }

    func testSeveralMistakesAtOnce() {
        check([
            (
                "f = x -> f(x)\nfn g() { a += 1 }",
                [
                    "! `f` is used in its own definition, where it has no value yet",
                    "! a function cannot change the outer variable `a`",
                ]
            )
        ])
    }

    func testShown() {
        check([
            ("1\n2", ["2"]), ("1;", ["1"]), ("none", []), ("# %% a\n1\n# %% b\n2", ["1", "2"]), ("x = 1", []),
        ])
    }
}
