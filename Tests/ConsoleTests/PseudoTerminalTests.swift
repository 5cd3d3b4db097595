import XCTest

/// The harness itself: what a terminal does, seen through programs without a prompt.
final class PseudoTerminalTests: XCTestCase {
    func testProgramsSeeATerminal() throws {
        let terminal = try PseudoTerminal(["-c", "print(\"one\"); print(\"two\")"])
        XCTAssertEqual(try terminal.waitForExit(), 0)
        XCTAssertEqual(terminal.screen.lines, ["one", "two", ""])
    }

    func testInterruptComesFromTheKeyboard() throws {
        let terminal = try PseudoTerminal(["-c", "print(\"ready\"); while true { }"])
        try terminal.wait(for: "ready")
        try terminal.press(.interrupt)
        try terminal.wait(for: "interrupted")
        XCTAssertEqual(try terminal.waitForExit(), 130)
    }

    func testTablesFitTheWindow() throws {
        let code = "frame({a: [1.0], long_name_of_a_column: [2.0], another_long_name: [3.0]})"
        for columns in [30, 80] {
            let terminal = try PseudoTerminal(["-c", code], columns: columns)
            XCTAssertEqual(try terminal.waitForExit(), 0)
            let names = terminal.screen.lines.filter { $0.contains("another_long_name") }
            XCTAssertEqual(names.first?.contains("long_name_of_a_column"), columns == 80, "\(terminal.screen.lines)")
        }
    }

    func testTheScreenAppliesEscapeSequences() {
        var screen = TerminalScreen(columns: 10, rows: 3)
        screen.write("abcdefghijkl\r\u{1B}[A\u{1B}[3CX\u{1B}[K".utf8)
        XCTAssertEqual(screen.lines, ["abcX", "kl"])
        screen.write("\u{1B}[2;1H\u{1B}[1;31mmü\u{1B}[0m\u{8}\u{8}n\r\n漢字\u{8}\u{8}x\u{1B}]0;title\u{7}!".utf8)
        XCTAssertEqual(screen.lines, ["abcX", "nü", "漢x!"])
        XCTAssertTrue(screen.take("n"))
        XCTAssertFalse(screen.take("ab"))
        screen.write("\n\n\u{1B}[H\u{1B}[J?\u{1B}[?2004h".utf8)
        XCTAssertEqual(screen.lines, ["abcX", "nü", "?", "", ""])
    }
}
