import Frames
import Language
import Library
import XCTest

@testable import Console

/// What `:vars` shows.
final class VariableTableTests: XCTestCase {
    private let variables: [(name: String, value: Value)] = [
        ("birds", .frame((try? Frame([("mass", Column([Double](repeating: 1, count: 1000)))])) ?? Frame())),
        ("limit", .int(4)), ("word", .string("two\nlines")), ("both", .record([("a", .int(1)), ("b", .none)])),
    ]

    private func lines(_ width: Int) -> [String] { VariableTable(variables).lines(width: width, style: .plain) }

    func testKindSizeMemoryAndValue() {
        XCTAssertEqual(
            lines(80),
            [
                "  name   kind    size       memory  value",
                "  birds  frame   1000 × 1  7.8 KiB  mass",
                "  limit  int                        4",
                "  word   string                     \"two\\nlines\"",
                "  both   record  2 fields           a, b",
            ])
    }

    func testNarrow() {
        for width in [20, 35, 50] {
            XCTAssertTrue(lines(width).allSatisfy { displayWidth($0) <= width }, "\(lines(width))")
        }
    }
}
