import Console
import Frames
import Language
import Library
import Signatures
import XCTest

/// Data from anywhere may hold anything; what is shown of it must not act on the terminal.
final class HostileTextTests: XCTestCase {
    private static let hostile = [
        "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{07}", "a\nb", "a\r\nb", "a\tb", "\u{9B}2J", "\u{7F}", "\u{0}",
        "\u{202E}reversed", "\u{2028}line", "\u{200B}", "\u{8}\u{8}",
    ]

    func testNothingShownActs() throws {
        for text in Self.hostile {
            let frame = try Frame([
                (text, Column([text, "x"])), ("k", Column([text, text]).cast(to: .category, named: "k")),
            ])
            let values: [Value] = [
                .frame(frame), .frame(try frame.groupBy([text])), .column(frame.columns[0]), .string(text),
                .list([.string(text)]), .tuple([.string(text), .int(1)]), .record([(text, .string(text))]),
                .record([(text, .frame(frame))]), .list((0..<100).map { _ in .string(text) }),
                .string(String(repeating: text, count: 1000)),
            ]
            for value in values {
                for width in [20, 80] {
                    let display = Display(width: width, style: .plain, isAbridged: true)
                    assertHarmless(display.text(of: value) ?? value.shownLine(limit: 1000))
                }
            }
        }
    }

    func testNoDiagnosticActs() throws {
        for text in Self.hostile where !text.contains(where: \.isNewline) && !text.contains("\0") {
            var sources = SourceMap()
            let id = try sources.add(bytes: Array("x = \"\(text)\"".utf8), name: text).id
            let diagnostic = Diagnostic(
                .column, "no column `\(text)`",
                labels: [.init(Span(id, 0, 3), text)], notes: [text], help: text)
            for width in [30, nil] {
                assertHarmless(DiagnosticRenderer(sources: sources, width: width).render(diagnostic))
            }
        }
    }

    func testOrdinaryTextIsLeftAlone() {
        for text in ["plain", "Müller", "日本語", "👩‍👩‍👧", "e\u{301}", "a b", "🇫🇷"] { XCTAssertEqual(visible(text), text) }
    }

    private func assertHarmless(_ text: String, line: UInt = #line) {
        let acting = text.unicodeScalars.filter { scalar in
            let category = scalar.properties.generalCategory
            return scalar != "\n" && (category == .control || category == .format || category == .lineSeparator)
        }
        XCTAssertTrue(
            acting.isEmpty, "\(acting.map { String($0.value, radix: 16) }) in \(text.debugDescription)", line: line)
    }
}
