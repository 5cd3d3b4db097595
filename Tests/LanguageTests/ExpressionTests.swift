import XCTest

@testable import Language

final class ExpressionTests: MachineTestCase {
    func testArithmetic() {
        check([
            ("1 + 2 * 3", ["7"]), ("7 / 2", ["3.5"]), ("-7 // 2", ["-4"]), ("-7 % 3", ["2"]),
            ("7 % -3", ["-2"]),
            ("-7.5 % 2", ["0.5"]), ("2 ^ 10", ["1024"]), ("-2^2", ["-4"]), ("2^-1", ["0.5"]),
            ("2^3^2", ["512"]),
            ("1 + 0.5", ["1.5"]), ("6 // 4.0", ["1.0"]), ("1.5 ^ 2", ["2.25"]), ("1 / 0", ["inf"]),
            ("a = 9\na % 4", ["1"]), ("a = -9\na % 4", ["3"]), ("a = -9\na // 4", ["-3"]),
            ("a = 5\n-a", ["-5"]), ("9223372036854775807", ["9223372036854775807"]),
        ])
    }

    func testArithmeticFaults() {
        check([
            ("9223372036854775807 + 1", ["! 9223372036854775807 + 1 does not fit a 64-bit integer"]),
            ("a = -9223372036854775807 - 1\n-a", ["! -(-9223372036854775808) does not fit a 64-bit integer"]),
            (
                "a = -9223372036854775807 - 1\na // -1",
                ["! -9223372036854775808 // -1 does not fit a 64-bit integer"]
            ),
            ("a = -9223372036854775807 - 1\na % -1", ["0"]),
            ("2 ^ 64", ["! 2 ^ 64 does not fit a 64-bit integer"]),
            ("1 // 0", ["! `//` by the integer 0"]), ("1 % 0", ["! `%` by the integer 0"]),
            ("1 + true", ["! `+` does not work on an int and a bool"]),
            ("none * 2", ["! `*` does not work on none and an int"]),
            ("\"a\" + 1", ["! `+` does not work on a string and an int"]),
            ("-\"a\"", ["! `-` does not work on a string"]),
        ])
    }

    func testComparison() {
        check([
            ("1 < 2", ["true"]), ("2 <= 1", ["false"]), ("1 == 1.0", ["true"]), ("1 != 2", ["true"]),
            ("9007199254740993 == 9007199254740992.0", ["false"]),
            ("9007199254740993 > 9007199254740992.0", ["true"]),
            ("x = 0.0 / 0.0\nx == x", ["false"]), ("\"a\" < \"b\"", ["true"]), ("\"é\" == \"é\"", ["true"]),
            ("1 == \"1\"", ["false"]), ("none == none", ["true"]), ("(1, 2) == (1, 2.0)", ["true"]),
            ("{a: 1, b: 2} == {b: 2, a: 1}", ["true"]), ("[\"a\"] == [\"a\", \"b\"]", ["false"]),
            ("1 < 2 < 3", ["true"]), ("1 < 3 < 2", ["false"]), ("3 > 2 >= 2 == 2", ["true"]),
            ("fn f(x) { print(x)\nx }\nf(1) < f(0) < f(5)", ["1", "0", "false"]),
            ("1 < \"a\"", ["! `<` does not work on an int and a string"]),
        ])
    }

    func testLogic() {
        check([
            ("true and false", ["false"]), ("true or false", ["true"]), ("not true", ["false"]),
            ("fn f() { print(\"f\")\ntrue }\nfalse and f()", ["false"]),
            ("fn f() { print(\"f\")\ntrue }\ntrue or f()", ["true"]),
            ("fn f() { print(\"f\")\ntrue }\ntrue and f()", ["f", "true"]),
            ("x = true\nx = x and not x\nx", ["false"]),
            ("1 and true", ["! `and` takes booleans, not an int"]),
            ("true and 1", ["! `and` takes booleans, not an int"]),
            ("false or \"a\"", ["! `or` takes booleans, not a string"]),
            ("not 1", ["! `not` takes booleans, not an int"]),
        ])
    }

    func testMembership() {
        check([
            ("2 in (1, 2)", ["true"]), ("\"b\" in [\"a\", \"b\"]", ["true"]),
            ("\"c\" not in [\"a\"]", ["true"]),
            ("\"ell\" in \"hello\"", ["true"]), ("\"a\" in {a: 1}", ["true"]), ("3 in 0..<3", ["false"]),
            ("3 in 0...3", ["true"]), ("2.0 in 0..<3", ["true"]), ("2 in [1, 2]", ["true"]),
            ("1 in 2", ["! `in` does not work on an int and an int"]),
        ])
    }

    func testBrackets() {
        check([
            ("[1, 2]", ["f64[2][1.0, 2.0]"]), ("[1, 0.5]", ["f64[2][1.0, 0.5]"]),
            ("[true, false]", ["bool[2][1.0, 0.0]"]),
            ("[[1, 2], [3, 4]]", ["f64[2, 2][1.0, 2.0, 3.0, 4.0]"]), ("[\"a\", 1]", ["[a, 1]"]),
            ("[]", ["[]"]),
            ("a = [1]\n[a, a]", ["[f64[1][1.0], f64[1][1.0]]"]), ("[1, true]", ["[1, true]"]),
            ("[[1], []]", ["[f64[1][1.0], []]"]), ("[[\"a\"], [1]]", ["[[a], f64[1][1.0]]"]),
            ("[[1, 2], [3]]", ["! the parts of a tensor must have one shape, and these differ"]),
            ("x = 3\n[x, x + 1]", ["f64[2][3.0, 4.0]"]),
        ])
    }

    func testRecordsAndTuples() {
        check([
            ("{a: 1, b: \"x\"}", ["{a: 1, b: x}"]), ("r = {a: 1}\n{...r, a: 2, b: 3}", ["{a: 2, b: 3}"]),
            ("r = {a: {b: 5}}\nr.a.b", ["5"]), ("r = {a: 1}\nr[\"a\"]", ["1"]), ("{}", ["{}"]),
            ("(1, \"a\")", ["(1, a)"]), ("a, b = (1, 2)\nb, a = (a, b)\n(a, b)", ["(2, 1)"]),
            ("a, b = [3, 4]\na + b", ["7.0"]), ("a, (b, c) = (1, (2, 3))\na + b + c", ["6"]),
            ("a, b = (1, 2, 3)", ["! 2 names stand here for 3 values"]),
            ("a, b = 5", ["! 2 names stand here for an int"]),
            ("{...5}", ["! `...` in a record takes a record, not an int"]),
            ("r = {alpha: 1}\nr.alpa", ["! there is no field `alpa`"]),
            ("(1, 2).x", ["! a tuple has no field `x`"]),
        ])
    }

    func testIndexing() {
        check([
            ("xs = [\"a\", \"b\", \"c\"]\nxs[0] + xs[-1]", ["ac"]), ("\"héllo\"[1]", ["é"]),
            ("\"hello\"[1:3]", ["el"]),
            ("\"hello\"[::-1]", ["olleh"]), ("[\"a\", \"b\", \"c\"][1:]", ["[b, c]"]),
            ("(1, 2, 3)[:-1]", ["(1, 2)"]),
            ("[\"a\", \"b\"][5:]", ["[]"]), ("(1, 2, 3)[0...1]", ["(1, 2)"]), ("(5...9)[-1]", ["9"]),
            ("[[1, 2], [3, 4]][1, 0]", ["3.0"]), ("[[1, 2], [3, 4]][1]", ["f64[2][3.0, 4.0]"]),
            ("[\"a\"][1]", ["! index 1 is out of bounds for a list of 1 element"]),
            ("\"ab\"[2]", ["! index 2 is out of bounds for a string of 2 elements"]),
            ("[\"a\"][\"b\"]", ["! a list is indexed by an int, not a string"]),
            ("5[0]", ["! an int cannot be indexed"]),
            ("{a: 1}[0]", ["! a record is indexed by a string, the name of a field"]),
            ("[\"a\", \"b\"][::0]", ["! the step of a slice cannot be 0"]),
            ("\"abc\"[::9223372036854775807]", ["a"]), ("\"abc\"[::-9223372036854775807]", ["c"]),
        ])
    }

    func testStrings() {
        check([
            ("x = 2.5\n\"a{x}b{x:.1f}\"", ["a2.5b2.5[.1f]"]), ("\"{1 + 1}\"", ["2"]),
            ("s = \"a\"\ns += \"b\"\ns", ["ab"]),
            ("s = \"a\"\nt = s\ns += \"b\"\nt + s", ["aab"]), ("len(\"héé\")", ["3"]),
        ])
    }

    func testPipesAndColumns() {
        check([
            ("3 |> double", ["6.0"]), ("3 |> power_of(3)", ["27.0"]), ("(3).power_of(n: 3)", ["27.0"]),
            (".age > 30 and .sex == \"f\"", ["((.age > 30) and (.sex == f))"]),
            (".a in [\"x\"]", ["(.a in …)"]),
            ("x -> x >> x", ["<function>"]), (".a >> .b", [".a >> .b"]), ("not .a", ["(not .a)"]),
            ("if .a { 1 }", ["! a condition is one boolean, not an expression"]),
            ("if [1, 2] == [1, 3] { 1 }", ["! a condition is one boolean, not a tensor"]),
        ])
    }
}
