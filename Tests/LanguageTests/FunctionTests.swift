import XCTest

@testable import Language

final class FunctionTests: MachineTestCase {
    func testCalls() {
        check([
            ("fn f(a, b = 2) = a * b\n(f(3), f(3, 4), f(b: 5, a: 1))", ["(6, 12, 5)"]),
            ("fn f(a, b = a + 1) = b\nf(1)", ["2"]),
            ("fn f() { return 1\n2 }\nf()", ["1"]), ("fn f() { }\nprint(f())", ["none"]),
            ("fn f(a) = a\nf()", ["! `f` is called without its argument `a`"]),
            ("fn f(a) = a\nf(1, 2)", ["! `f` takes 1 argument, and is called with 2"]),
            ("fn f(a) = a\nf(1, a: 2)", ["! the argument `a` is given twice"]),
            ("fn f(a) = a\nf(1, b: 2)", ["! `f` has no parameter `b`"]),
            ("5(1)", ["! an int is not a function and cannot be called"]),
            ("x = {f: x -> x + 1}\nx.f(1)", ["2"]),
            ("fn twice(x) = 2 * x\n(4).twice()", ["8"]),
            ("fn count(x) = 7\nfn f(x) { count = x.count()\ncount }\nf(1)", ["7"]),
            ("undefined_thing(1)", ["! there is no name `undefined_thing`"]),
        ])
    }

    func testNatives() {
        check([
            ("power_of(3)", ["9.0"]), ("power_of(n: 1, x: 3)", ["3.0"]), ("options(1)", ["1 fast {}"]),
            ("options(1, mode: \"slow\", extra: 2)", ["1 slow {extra: 2}"]),
            (
                "options(1, mode: \"slw\")",
                ["! `mode` of `options` is one of \"fast\", \"slow\", not \"slw\""]
            ),
            ("power_of(\"a\")", ["! `power_of` takes a number as its first argument, not a string"]),
            ("power_of()", ["! `power_of` is called without its argument `x`"]),
            ("power_of(1, 2, 3)", ["! `power_of` takes 2 arguments by position, and is called with 3"]),
            ("power_of(1, x: 2)", ["! the argument `x` is given twice"]),
            ("power_of(1, m: 2)", ["! `power_of` has no parameter `m`"]),
            ("map(list(1, 2), x -> x + 1)", ["[2, 3]"]),
        ])
    }

    func testClosures() {
        check([
            ("a = 1\nf = x -> x + a\na = 10\nf(1)", ["2"]),
            ("a = 1\nfn f(x) = x + a\na = 10\nf(1)", ["11"]),
            ("fn make(n) = x -> x + n\nadd = make(5)\nadd(1)", ["6"]),
            ("fn make(n) { y = n * 2\nx -> z -> x + y + z }\nmake(1)(10)(100)", ["112"]),
            (
                "fn outer() { fn fact(n) = if n < 2 { 1 } else { n * fact(n - 1) }\nfact(5) }\nouter()",
                ["120"]
            ),
            (
                "fn even(n) = if n == 0 { true } else { odd(n - 1) }\nfn odd(n) = if n == 0 { false } else { even(n - 1) }\neven(10)",
                ["true"]
            ),
            ("g = x -> h(x)\nfn h(x) = x + 1\ng(1)", ["2"]),
            ("f = x -> f(x)", ["! `f` is used in its own definition, where it has no value yet"]),
            ("fn f() { fs = []\nfor i in 0..<3 { fs.push(() -> i) }\nfs[0]() + fs[2]() }\nf()", ["2"]),
            ("fn sum(x) = 3\nsum(1)", ["3"]),
            ("a = 1\nfn f() { g = () -> a\na2 = g()\na2 }\na = 2\nf()", ["2"]),
        ])
    }

    func testScope() {
        check([
            (
                "a = 1\nfn f() { print(a)\na = 2 }\nf()",
                ["! `a` is a variable of this function, and has no value yet"]
            ),
            ("a = 1\nfn f() { a += 1 }", ["! a function cannot change the outer variable `a`"]),
            ("a = [\"x\"]\nfn f() { a[0] = 1 }", ["! a function cannot change the outer variable `a`"]),
            ("a = [\"x\"]\nfn f() { a.push(1) }", ["! a function cannot change the outer variable `a`"]),
            ("a = 1\nfn f() { a = 2\na }\n(f(), a)", ["(2, 1)"]),
            ("fn f() { if false { b = 1 }\nb }\nf()", ["! `b` has no value yet"]),
            ("print(zz)\nzz = 1", ["! `zz` has no value yet"]),
            ("double = x -> 0\ndouble(3)", ["0"]),
            ("x = double(2)\ndouble = 5\n(x, double)", ["(4.0, 5)"]),
            ("for i in 0..<3 { }\ni", ["2"]),
            ("fn f(a, a) = 1", ["! the parameter `a` occurs twice"]),
        ])
    }

    func testAnnotations() {
        check([
            ("fn f(n: int) = n\nf(1)", ["1"]),
            ("fn f(n: int) = n\nf(1.5)", ["! `n` of `f` is an int, not a float"]),
            ("fn f(x: [a, b]) = a * 10 + b\nf([[1, 2, 3]])", ["13"]),
            (
                "fn f(x: [a], y: [a]) = a\nf([1, 2], [3])",
                ["! `y` of `f` has the shape [a], and this does not"]
            ),
            ("fn f(x: [..., 2]) = 1\nf([[1, 2]])", ["1"]),
            ("fn f(x: [_, 3]) = 1\nf([[1, 2]])", ["! `x` of `f` has the shape [_, 3], and this does not"]),
            ("fn f(x: [n], n) = n\nf([1, 2], 2)", ["2"]),
            ("fn f(x: [n], n) = n\nf([1, 2], 3)", ["! `x` of `f` has the shape [n], and this does not"]),
            ("fn f(x) -> int = x\nf(1.5)", ["! the result of `f` is an int, not a float"]),
            ("fn f(x: [n]) -> [n] = x\nf([1])", ["f64[1][1.0]"]),
            ("fn f(x: [n]) = x\nf(3)", ["! `x` of `f` is a tensor [n], not an int"]),
            ("n = 7\nfn f(x: [n]) = n\nf([1, 2])", ["2"]),
        ])
    }

    func testTrace() {
        let found = diagnostic("fn inner(x) = x + none\nfn outer(x) = 1 + inner(x)\nouter(2)")
        XCTAssertEqual(found?.calls.map(\.name), ["inner", "outer"])
        XCTAssertEqual(found?.labels.map(\.text), ["int", "none"])
        XCTAssertEqual(found?.labels.first?.span.range, 14..<15)
        let native = diagnostic("fail_on(1, b: 2)")
        XCTAssertEqual(native?.labels.first?.span.range, 11..<15)
        let nested = diagnostic("map(list(1), x -> x + none)")
        XCTAssertEqual(nested?.calls.count, 1)
        XCTAssertEqual(nested?.labels.first?.span.range, 18..<19)
    }
}
