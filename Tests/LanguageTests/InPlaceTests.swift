import XCTest

@testable import Language

/// What one variable holds is changed in place: value semantics cost nothing then.
final class InPlaceTests: MachineTestCase {
    /// How many objects a script makes.
    private func objects(madeBy script: String) -> Int {
        let before = Object.madeCount
        XCTAssertFalse(run(script).contains { $0.hasPrefix("!") }, script)
        return Object.madeCount - before
    }

    private func assertInPlace(_ start: String, _ change: String, line: UInt = #line) {
        func script(_ turns: Int) -> String { "\(start)\nfor i in 0..<\(turns) { \(change) }" }
        let function = "fn f(n) {\n\(start)\nfor i in 0..<n { \(change) }\n}\n"
        XCTAssertEqual(objects(madeBy: script(500)), objects(madeBy: script(10)), change, line: line)
        XCTAssertEqual(
            objects(madeBy: function + "f(500)"), objects(madeBy: function + "f(10)"), "in a function: \(change)",
            line: line)
    }

    func testOneOwner() {
        assertInPlace("xs = [\"a\", none, none]", "xs[i % 3] = i")
        assertInPlace("xs = [\"a\"]", "xs.push(i)")
        assertInPlace("xs = [\"a\"]", "xs.push(i)\nxs.pop()")
        assertInPlace("r = {x: 0, y: 1.5}", "r.x = i")
        assertInPlace("r = {x: 0, y: 1.5}", "r.x += i\nr.y *= 0.5\nr.x -= 1\nr.y /= 2.0")
        assertInPlace("r = {inner: {x: 0}}", "r.inner.x += i")
        assertInPlace("r = {items: [\"a\", none]}", "r.items[1] = i")
        assertInPlace("s = \"a\"\nt = \"b\"", "s += t")
        assertInPlace("n = 0\nx = 0.5", "n += i\nx += n * 0.5")
    }

    /// The check above is worth something only if sharing does copy.
    func testTwoOwners() {
        let shared = "r = {x: 0}\nfor i in 0..<100 {\nkept = r\nr.x += 1\n}\nkept.x"
        XCTAssertEqual(run(shared), ["99"])
        XCTAssertGreaterThan(objects(madeBy: shared), 100)
        let listed = "xs = [\"a\", none]\nfor i in 0..<100 {\nkept = xs\nxs[1] = i\n}\nkept[1]"
        XCTAssertEqual(run(listed), ["98"])
        XCTAssertGreaterThan(objects(madeBy: listed), 100)
    }

    /// Where a field was found is only a guess: records of other kinds come along.
    func testFieldsElsewhere() {
        let script = """
            rs = [{a: 1, b: 2}, {b: 3, a: 4}, {c: 0, a: 5}, {a: 1.5}]
            s = 0
            for r in rs {
              r.a += 1
              s += r.a
            }
            s
            """
        XCTAssertEqual(run(script), ["15.5"])
        XCTAssertEqual(run("for r in [{a: 1}, {b: 2}] { print(r.a) }"), ["1", "! there is no field `a`"])
        XCTAssertEqual(run("r = {a: 9223372036854775807}\nr.a += 1").last?.contains("does not fit"), true)
        XCTAssertEqual(run("r = {}\nr.a += 1"), ["! there is no field `a`"])
        XCTAssertEqual(run("r = {}\nr.a = 1\nr.b = 2\nr.a += r.b\nr.a"), ["3"])
    }
}
