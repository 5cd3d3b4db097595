import Console
import XCTest

final class TextTableTests: XCTestCase {
    private let table = TextTable([
        .init("name", kind: "string", .left, ["Ada", "Grace Hopper", "·"]),
        .init("weight", kind: "float", .decimal, ["1.5", "12.25", "·"]),
        .init("n", kind: "int", .right, ["1", "200", "·"]),
    ])

    func testPointsStandUnderEachOther() {
        XCTAssertEqual(
            table.lines(width: 80, style: .plain),
            [
                "  name          weight    n",
                "  string         float  int",
                "  Ada             1.5     1",
                "  Grace Hopper   12.25  200",
                "  ·                  ·    ·",
            ])
    }

    func testColumnsThatDoNotFitAreNamed() {
        let lines = table.lines(width: 20, style: .plain)
        XCTAssertEqual(lines.last, "  weight, n")
        XCTAssertEqual(lines.dropLast().last, "  2 more columns:")
        XCTAssertTrue(lines.allSatisfy { $0.count <= 20 }, "\(lines)")
    }

    func testLeftOutRowsShowAsAGap() {
        let gapped = TextTable([.init("n", .right, ["1", "9"])], gap: 1)
        XCTAssertEqual(gapped.lines(width: 20, style: .plain), ["  n", "  1", "  ⋮", "  9"])
    }

    func testLongTextIsCut() {
        let long = TextTable([.init("text", .left, [String(repeating: "x", count: 100)])])
        XCTAssertEqual(
            long.lines(width: 30, style: .plain)[1], "  " + String(repeating: "x", count: 27) + "…")
    }

    func testWideCharactersCountTwice() {
        XCTAssertEqual(padded("日本", to: 6, right: false), "日本  ")
        XCTAssertEqual(truncated("日本語", to: 5), "日本…")
    }

    func testColourAddsNothingToPlainText() {
        XCTAssertEqual(Style.plain.bold("x"), "x")
        XCTAssertEqual(Style(colored: true).bold("x"), "\u{1B}[1mx\u{1B}[0m")
    }
}
