import XCTest

@testable import Language

final class LayerTests: MachineTestCase {
    func testFieldsAndMethods() {
        check([
            ("layer scale(k) { forward(x) = x * k }\ns = scale(3)\ns(4)", ["12"]),
            ("layer l(a, b = 2) { c = a * b\nforward(x) = x + c }\nl(3)(1)", ["7"]),
            (
                "layer l(a) { b = a + 1\nc = b * 2\nhelp(x) = x * c\nforward(x) = help(x) + 1 }\nl(1)(10)",
                ["41"]
            ),
            ("layer l(a) { forward(x) = a }\nl(5).a", ["5"]),
            ("layer l(a) { other(x) = x + a\nforward(x) = a }\nl(5).other(2)", ["7"]),
            ("layer l(a) { forward(x) = x }\nl()", ["! `l` is called without its argument `a`"]),
            (
                "layer inner() { forward(x) = x + 1 }\nlayer outer() { i = inner()\nforward(x) = i(i(x)) }\nouter()(1)",
                ["3"]
            ),
            ("k = 10\nlayer l() { forward(x) = x + k }\nm = l()\nk = 20\nm(1)", ["21"]),
            ("fn make(k) { layer l() { forward(x) = x + k }\nl() }\nmake(5)(1)", ["6"]),
            ("layer l() { forward(x) { a = 1\na = a + x\na } }\nl()(2)", ["3"]),
        ])
    }

    func testSizes() {
        check([
            ("layer l() { w = d * 10\nforward(x: [n, d]) = w + n }\nl()([[1, 2, 3]])", ["31"]),
            ("layer l(d) { forward(x: [d]) = d }\nl(2)([1, 2])", ["2"]),
            (
                "layer l(d) { forward(x: [d]) = d }\nl(3)([1, 2])",
                ["! `x` of `forward` has the shape [d], and this does not"]
            ),
        ])
    }

    func testFaults() {
        check([
            (
                "layer a() { forward(x) = x }\nlayer b() { forward(x) = a()(x) }\nb()(1)",
                [
                    "! the layer `a` is made while another layer runs"
                ]
            ),
            ("layer l() { a = 1\nforward(x) { a = 2\nx } }", ["! a method cannot assign the field `a`"]),
            ("layer l(a) { a = 1\nforward(x) = x }", ["! the layer `l` has `a` twice"]),
        ])
    }
}
