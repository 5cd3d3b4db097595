import Language
import Library
import Models
import XCTest

@testable import Console

final class SavedScriptTests: XCTestCase {
    private let output = KeptOutput()
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    override func setUp() { interrupt.initialize(to: 0) }
    override func tearDown() { interrupt.deallocate() }

    /// What `:save` writes after these cells, and checks that it shows what the cells that it keeps have shown.
    private func saved(_ cells: [String]) throws -> SavedScript {
        let session = Session(output: output, interrupt: interrupt)
        defer { session.end() }
        for cell in cells { try? session.runCell(cell) }
        let script = SavedScript(session.cells)
        let again = Session(output: output, interrupt: interrupt)
        defer { again.end() }
        XCTAssertNoThrow(try again.run(Array(script.text.utf8), named: "saved"), script.text)
        return script
    }

    func testFailedAndSupersededCellsAreLeftOut() throws {
        let script = try saved(["a = 1", "nothing_of_that_name", "a = 2", "fn f(x) = x", "fn f(x) = x + a", "f(3)"])
        XCTAssertEqual(script.text, "# %%\na = 2\n\n# %%\nfn f(x) = x + a\n\n# %%\nf(3)\n")
        XCTAssertEqual(script.sentence, "3 of 6 cells")
    }

    func testWhatALaterCellReadsIsKept() throws {
        let script = try saved(["a = 1", "b = a", "a = 2", "a += b", "x, y = 1, 2", "x = 5", "x + y"])
        XCTAssertEqual(
            script.text,
            "# %%\na = 1\n\n# %%\nb = a\n\n# %%\na = 2\n\n# %%\na += b\n\n# %%\nx, y = 1, 2\n\n# %%\nx = 5\n\n# %%\nx + y\n"
        )
    }

    func testStatementsBeforeTheMistakeAreKept() throws {
        XCTAssertEqual(try saved(["a = 1\nb = error(\"no\")\nc = 3", "a"]).text, "# %%\na = 1\n\n# %%\na\n")
    }

    func testValuesOfCellsGetNames() throws {
        let script = try saved(["[3, 4]", "|> sum", "_ + _1[0]", "\"{_}\""])
        XCTAssertEqual(
            script.text,
            "# %%\n_1 = [3, 4]\n_1\n\n# %%\n_2 = _1 |> sum\n_2\n\n# %%\n_3 = _2 + _1[0]\n_3\n\n# %%\n\"{_3}\"\n")
    }

    func testLeftOutDrawsAreSpokenOf() throws {
        XCTAssertTrue(try saved(["a = randn(3)", "a = randn(3)"]).sentence.contains("random"))
    }
}

final class CellTests: XCTestCase {
    func testAFailingCellUndoesNothing() throws {
        let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        interrupt.initialize(to: 0)
        defer { interrupt.deallocate() }
        let output = KeptOutput()
        let session = Session(output: output, interrupt: interrupt)
        defer { session.end() }
        try session.runCell("a = 1")
        XCTAssertThrowsError(try session.runCell("a = 2\nerror(\"no\")"))
        XCTAssertThrowsError(try session.runCell("_ + 1"))
        try session.runCell("a")
        try session.runCell("7;")
        try session.runCell("_ + _4")
        XCTAssertEqual(output.text, "2\n4\n")
        XCTAssertEqual(session.variables.map(\.name), ["a"])
        interrupt.pointee = 1
        try session.runCell("for i in 0..<10 { i }")
    }
}

final class CorrectionTests: XCTestCase {
    func testCertainMistakesAreCorrected() throws {
        let cases = [
            ("meadian([1, 2])", "median([1, 2])"), ("f([1, 2)", "f([1, 2])"), ("\"a{3}\"", "\"a{{3}}\""),
            ("let x = 3", "x = 3"), ("f(x) = x", "fn f(x) = x"), ("def f(x) = x", "fn f(x) = x"),
            ("true&&false", "true and false"), ("!true", "not true"), ("2 ** 3", "2 ^ 3"), ("mean(x=3)", "mean(x: 3)"),
            ("'text'", "\"text\""), ("x = .5", "x = 0.5"), ("if 1 = 1 { 2 }", "if 1 == 1 { 2 }"),
            ("“a” + “b”", "\"a\" + \"b\""), ("{name: 1}.nam", "{name: 1}.name"), ("2x", "2 * x"),
        ]
        for (wrong, right) in cases { XCTAssertEqual(try correction(of: wrong), right, wrong) }
        for text in ["nothing_of_that_name", "1 // 0", "[1, 2] + [1, 2, 3]"] { XCTAssertNil(try correction(of: text)) }
    }

    private func correction(of text: String) throws -> String? {
        let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        interrupt.initialize(to: 0)
        defer { interrupt.deallocate() }
        let session = Session(output: KeptOutput(), interrupt: interrupt)
        defer { session.end() }
        do { try session.runCell(text) } catch let failure as SessionFailure {
            return failure.correction(of: text, in: session.sources)
        }
        return nil
    }
}

/// Output that keeps what is shown.
private final class KeptOutput: Output {
    private(set) var text = ""

    func write(_ text: String) { self.text += text }
    func show(_ value: Value, in session: Session) {
        if let shown = try? session.shownText(of: value) { text += shown + "\n" }
    }
    func note(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ progress: Models.Progress) {}
    func clear() {}
    func page(_ help: Help, in session: Session) throws -> String { "" }
    func block(_ value: Value) -> String? { nil }
}
