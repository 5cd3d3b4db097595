import XCTest

@testable import Console

final class CellBufferTests: XCTestCase {
    /// The text with `|` where the cursor stands.
    private func buffer(_ marked: String) -> CellBuffer {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        return CellBuffer(parts.joined(), point: parts[0].utf8.count)
    }

    func testEnterRunsWhatIsWhole() {
        for text in [
            "1 + 2|", "f(a|, b)", "f(\"a)|", ":vars|", "?mean|", "df\n  # note|", "fn f(x) {\n  x\n}|", "a| = 1\nb = 2",
        ] {
            XCTAssertTrue(buffer(text).isReady, text)
        }
        for text in ["f(1|", "1 +|", "\"\"\"a|", "fn f(x) {\n  x|\n}", "g(\n  1,|\n  2\n)"] {
            XCTAssertFalse(buffer(text).isReady, text)
        }
    }

    func testTwoEmptyLinesEndAnything() {
        XCTAssertFalse(buffer("f(1\n|").isReady)
        XCTAssertTrue(buffer("f(1\n  \n  |").isReady)
    }

    func testIndentation() {
        let cases = [
            ("fn f(x) {|", 2), ("fn f(x) {\n  if x {|", 4), ("fn f(x) {\n  y = 1|", 2), ("a = f({|", 2),
            ("x = 1 +|", 2),
            ("\"\"\"text|", 0), ("a|", 0), ("f(1)|", 0),
        ]
        for (text, expected) in cases { XCTAssertEqual(buffer(text).indentation, expected, text) }
        XCTAssertEqual(buffer("fn f(x) {\n  if x {\n    1\n    |").indentationOfCloser, 2)
        XCTAssertNil(buffer("fn f(x) {\n  y|").indentationOfCloser)
        XCTAssertNil(buffer("|").indentationOfCloser)
    }

    func testLinesAboveAndBelowKeepTheColumn() {
        XCTAssertEqual(buffer("βeta\nxy|z\nlong").above, "βe".utf8.count)
        XCTAssertEqual(buffer("abcdef|\nxy\nlong").below, "abcdef\nxy".utf8.count)
        XCTAssertNil(buffer("a|b").above)
        XCTAssertNil(buffer("a\nb|").below)
    }

    func testALayoutBreaksAtTheWidth() {
        let layout = EditorLayout(prompt: "1 › ", promptWidth: 4, buffer: buffer("abcdefg\n漢字x|"), width: 9)
        XCTAssertEqual(layout.rows.map(\.text), ["1 › abcde", "    fg", "    漢字x", "    "])
        XCTAssertEqual(layout.cursor.row, 3)
        XCTAssertEqual(layout.cursor.column, 4)
    }

    func testControlCharactersAreShown() {
        let layout = EditorLayout(prompt: "", promptWidth: 0, buffer: buffer("a\u{1}b|"), width: 20)
        XCTAssertEqual(layout.rows.map(\.text), ["a^Ab"])
    }

    func testSignsHaveNames() {
        XCTAssertEqual(NamedSign(before: buffer("x + \\beta|"))?.text, "β")
        XCTAssertEqual(NamedSign(before: buffer("x + \\beta|"))?.range, 4..<9)
        XCTAssertNil(NamedSign(before: buffer("\\nothing|")))
    }
}
