import XCTest

@testable import Language

final class LimitTests: MachineTestCase {
    func testDepth() {
        check([
            ("fn f(n) = f(n + 1)\nf(0)", ["! functions call each other more than 100000 levels deep"]),
            ("fn f(n) = if n == 0 { 0 } else { 1 + f(n - 1) }\nf(50_000)", ["50000"]),
            (
                "fn f(x) = map(list(x), f)\nf(0)",
                ["! functions call each other through built-in functions too deeply"]
            ),
            ("fn f(n) = try { f(n + 1) } catch e { e.kind }\nf(0)", ["limit"]),
        ])
    }

    func testDeepValues() {
        check([
            ("x = list()\nfor i in 0..<200_000 { x = list(x) }\nlen(x)", ["1"]),
            ("x = {}\nfor i in 0..<200_000 { x = {a: x} }\nlen(x)", ["1"]),
            ("x = 0\nfor i in 0..<200_000 { y = x\nx = () -> y }\nprint(1)", ["1"]),
            (
                "x = list()\ny = list()\nfor i in 0..<20_000 { x = list(x)\ny = list(y) }\nx == y",
                [
                    "! these are nested too deeply to be compared"
                ]
            ),
        ])
    }

    func testLongLiterals() {
        let numbers = (0..<50_000).map { "\($0)" }.joined(separator: ", ")
        XCTAssertEqual(run("x = 1\nlen(list(x))\nys = [\(numbers), \"a\"]\nlen(ys)"), ["50001"])
        let arguments = (0..<40_000).map { "\($0)" }.joined(separator: ", ")
        XCTAssertEqual(
            run("list(\(arguments))"), ["! this needs more intermediate values than a function can hold"])
    }

    func testMemory() {
        check([
            (
                "s = \"0123456789\"\nwhile true { s += s }",
                ["! there is no memory for a string of 20971520 bytes"]
            ),
            (
                "s = \"0123456789\"\nwhile true { s = \"{s}{s}\" }",
                ["! there is no memory for a string of 20971520 bytes"]
            ),
        ])
        let endless = run("xs = list()\nwhile true { xs.push(1) }").last ?? ""
        XCTAssertTrue(endless.hasPrefix("! there is no memory for a list of more than"), endless)
    }

    func testInterrupt() throws {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        flag.initialize(to: 1)
        defer { flag.deallocate() }
        for script in ["while true { }", "fn f(n) = f(n)\nf(1)", "try { for i in 0..<10 { } } catch e { }"] {
            let machine = Machine(host: FakeHost(), interrupt: flag)
            let unit = try compile(script, Module(name: "test"))
            XCTAssertThrowsError(try machine.run(unit) { _, _ in }) {
                XCTAssertEqual(($0 as? LocatedFault)?.fault.kind, .interrupt)
            }
        }
    }
}
