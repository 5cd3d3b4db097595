import Signatures
import XCTest

@testable import Language

final class DiagnosticsTests: XCTestCase {
    private var sources = SourceMap()

    /// The span of the `skipping`-th occurrence of a word in a text that is kept for the renderer.
    private func span(_ word: String, in source: SourceText, skipping: Int = 0) -> Span {
        let (text, sought) = (source.bytes, Array(word.utf8))
        let places = text.indices.filter { text[$0...].starts(with: sought) }
        let start = places.indices.contains(skipping) ? places[skipping] : 0
        return Span(source.id, UInt32(start), UInt32(start + sought.count))
    }

    private func shown(_ diagnostic: Diagnostic, width: Int? = nil, isColoured: Bool = false) -> String {
        DiagnosticRenderer(sources: sources, width: width, isColoured: isColoured).render(diagnostic)
    }

    func testBothOperandsAreLabelled() {
        let source = sources.add("a = 1\ny = x @ w\n", name: "train.mlx")
        let fault = Fault(
            .shape, "cannot multiply matrices: the inner sizes 4 and 5 differ",
            labels: [.init(.argument(0), "f32 [3, 4]"), .init(.argument(1), "f32 [5, 3]")],
            help: "write `x @ transpose(w)`")
        let diagnostic = Diagnostic(fault) { role in
            switch role {
            case .argument(0): span("x", in: source)
            case .argument(1): span("w", in: source)
            default: nil
            }
        }
        XCTAssertEqual(
            shown(diagnostic),
            """
            error[shape]: cannot multiply matrices: the inner sizes 4 and 5 differ
              ┌─ train.mlx:2:5
             2│ y = x @ w
              │     ─   ─ f32 [5, 3]
              │     │
              │     f32 [3, 4]
              = help: write `x @ transpose(w)`

            """)
    }

    func testLinesFarApartAndCalls() {
        let source = sources.add("fn f(x) = x + 1\n\n\n\nf(none)\n", name: "a.mlx")
        let diagnostic = Diagnostic(
            .type, "arithmetic on none",
            labels: [.init(span("x +", in: source), "none"), .init(span("f(none)", in: source))],
            notes: ["a note"], calls: [.init("f", span("f(none)", in: source))])
        XCTAssertEqual(
            shown(diagnostic),
            """
            error[type]: arithmetic on none
              ┌─ a.mlx:1:11
             1│ fn f(x) = x + 1
              │           ─── none
              ·
             5│ f(none)
              │ ───────
              = note: a note
              = call: `f` from a.mlx:5:1

            """)
    }

    func testColumnsOfTabsWideAndCombiningCharacters() {
        let source = sources.add("\tf(\"日本\", e\u{301}, x)", name: "a.mlx")
        let rows = shown(Diagnostic(.name, "m", at: span("x", in: source), "here")).split(separator: "\n")
        XCTAssertEqual(rows[1], "  ┌─ a.mlx:1:14")
        XCTAssertEqual(rows[2], " 1│     f(\"日本\", e\u{301}, x)")
        XCTAssertEqual(rows[3], "  │                  ─ here")
    }

    func testLongLinesAreClippedAroundThePlace() {
        let source = sources.add(
            String(repeating: "hay ", count: 100) + "needle " + String(repeating: "hay ", count: 100),
            name: "a.mlx")
        let rows = shown(Diagnostic(.name, "m", at: span("needle", in: source), "here"), width: 60).split(
            separator: "\n")
        XCTAssertTrue(rows.allSatisfy { displayWidth($0) <= 60 })
        let column = rows[3].prefix { $0 != "─" }.count
        XCTAssertEqual(String(rows[2].dropFirst(column).prefix(6)), "needle")
    }

    func testLabelsOverSeveralLines() {
        let source = sources.add("f(a,\n  b,\n  c)\n", name: "a.mlx")
        XCTAssertEqual(
            shown(Diagnostic(.type, "m", at: source.wholeSpan, "all")),
            """
            error[type]: m
              ┌─ a.mlx:1:1
             1│ f(a,
              │ ────
             2│   b,
             3│   c)
              │   ── all

            """)
    }

    func testPlacesBeyondTheText() {
        let source = sources.add("x =", name: "a.mlx")
        let end = Span(source.id, 3, 3)
        XCTAssertTrue(shown(Diagnostic(.syntax, "m", at: end)).contains("  │    ─\n"))
        XCTAssertFalse(shown(Diagnostic(.syntax, "m", at: Span(source.id, 90, 900))).isEmpty)
        XCTAssertEqual(
            shown(Diagnostic(.file, "m", at: Span(SourceID(77), 0, 1), help: "h")),
            "error[file]: m\n  = help: h\n")
    }

    func testColourAndWidth() {
        let source = sources.add("x", name: "a.mlx")
        let diagnostic = Diagnostic(.name, "there is no name `x`", at: span("x", in: source))
        XCTAssertTrue(shown(diagnostic, isColoured: true).hasPrefix("\u{1B}[1;91merror[name]\u{1B}[0m"))
        XCTAssertFalse(shown(diagnostic).contains("\u{1B}"))
        let long = Diagnostic(
            .name, String(repeating: "word ", count: 30), at: span("x", in: source),
            help: String(repeating: "help ", count: 30))
        XCTAssertTrue(shown(long, width: 50).split(separator: "\n").allSatisfy { displayWidth($0) <= 50 })
    }

    func testALabelWithoutAPlaceIsKeptAsANote() {
        let fault = Fault(
            .type, "m", labels: [.init(.named("axis"), "a string"), .init(.argument(1), "an int")])
        let diagnostic = Diagnostic(fault, at: nil)
        XCTAssertEqual(diagnostic.notes, ["`axis` is a string", "argument 2 is an int"])
        XCTAssertNil(diagnostic.span)
    }
}
