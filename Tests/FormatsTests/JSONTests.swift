import CKernels
import Signatures
import XCTest

@testable import Formats

final class JSONTests: XCTestCase {
    private func read(_ text: String) throws -> JSON { try JSON.read(Array(text.utf8), source: "a.json") }

    func testValues() throws {
        XCTAssertEqual(
            try read(" {\"a\": [1, -2.5e1, true, null], \"\": {\"b\": \"\\u00e9\\n\\ud83d\\ude00\"}} "),
            ["a": [1, .float(-25), true, .null], "": ["b": "é\n😀"]])
        XCTAssertEqual(try read("[]"), [])
        XCTAssertEqual(try read("\u{FEFF}{}"), .object([]))
        XCTAssertEqual(try read("9223372036854775807"), .int(.max))
        XCTAssertEqual(try read("-9223372036854775808"), .int(.min))
        XCTAssertEqual(try read("0.1"), .float(0.1))
    }

    func testMembersKeepTheirOrder() throws {
        let text = "{\"z\":1,\"a\":{\"y\":2,\"b\":[3]},\"m\":\"\\\"\\\\\\u0001\"}"
        XCTAssertEqual(try read(text).text(), text)
    }

    func testDoublesKeepTheirBits() throws {
        for value: Double in [0.1, -0.0, 1 / 3, 5e-324, 1.7976931348623157e308, 1e16, 123456789.125, 1e21] {
            guard case .float(let back) = try read(JSON.float(value).text()) else {
                return XCTFail("\(value)")
            }
            XCTAssertEqual(back.bitPattern, value.bitPattern)
        }
        assertFault(.value, "NaN", try JSON.float(.nan).text())
        assertFault(.value, "infinite", try JSON.array([.float(-.infinity)]).text())
    }

    func testIndentedKeepsRowsOfScalarsTogether() throws {
        let value: JSON = ["a": [1, 2], "b": ["c": 3, "d": .array([])], "e": [[1], [2]]]
        let lines = [
            "{", "  \"a\": [1, 2],", "  \"b\": {\"c\": 3, \"d\": []},", "  \"e\": [", "    [1],", "    [2]",
            "  ]", "}",
        ]
        XCTAssertEqual(try value.text(.indented), lines.joined(separator: "\n"))
        XCTAssertEqual(try read(value.text(.indented)), value)
    }

    func testMistakesHaveAPlace() {
        let cases: [(String, String)] = [
            ("", "line 1, column 1: expected a value"),
            ("[1,\n 2", "line 2, column 3: expected `,` or `]`"),
            ("{\"é\" 1}", "line 1, column 6: expected `:`"),
            ("{\"a\":1,}", "line 1, column 8: expected a name in quotes"),
            ("{\"a\":1,\"a\":2}", "line 1, column 8: the name \"a\" stands twice in one object"),
            ("[1] 2", "line 1, column 5: expected the end of the text"),
            ("01", "column 2: a number must not begin with 0"),
            ("1.", "column 3: expected a digit"),
            ("1e400", "the number 1e400 is too large"),
            ("9223372036854775808", "does not fit in 64 bits"),
            ("\"a", "does not end"),
            ("\"a\nb\"", "control character"),
            ("\"\\x\"", "no such escape"),
            ("\"\\u12\"", "four hexadecimal digits"),
            ("\"\\ud800\"", "surrogate"),
            ("\"\\ud800\\u0041\"", "surrogate"),
            ("\"\\", "no such escape"),
            ("nul", "expected a value"),
            ("NaN", "expected a value"),
            ("-", "expected a digit"),
            ("[1 /* no */]", "expected `,` or `]`"),
        ]
        for (text, expected) in cases { assertFault(.format, expected, try read(text)) }
        assertFault(.format, "not valid UTF-8", try JSON.read([0x22, 0xFF, 0x22], source: "x"))
        assertFault(.format, "expected a value", try JSON.read([0], source: "x"))
    }

    func testDepthIsLimited() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        XCTAssertEqual(try read(nested(200)).text(), nested(200))
        assertFault(.format, "deeper than 200 levels", try read(nested(201)))
        assertFault(.format, "deeper than 200 levels", try read(String(repeating: "{\"a\":", count: 100_000)))
        var deep = JSON.null
        for _ in 0...200 { deep = .array([deep]) }
        assertFault(.limit, "at most 200 levels deep", try deep.text())
    }

    /// What is saved after an interrupt is written all the same, however much it is.
    func testAnInterruptDoesNotStopManifests() throws {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        flag.initialize(to: 1)
        tk_set_interrupt_flag(flag)
        defer {
            tk_set_interrupt_flag(nil)
            flag.deallocate()
        }
        let long = JSON.array(Array(repeating: .int(7), count: 5000))
        XCTAssertEqual(try long.text().utf8.count, 10_001)
    }
}
