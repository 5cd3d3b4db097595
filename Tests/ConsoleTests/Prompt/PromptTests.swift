import Glibc
import XCTest

/// The prompt as a person has it, in a terminal.
final class PromptTests: XCTestCase {
    private func prompt(columns: Int = 80, _ environment: [String: String] = [:]) throws -> PseudoTerminal {
        let terminal = try PseudoTerminal([], columns: columns, environment: environment)
        try terminal.wait(for: "1 › ")
        return terminal
    }

    func testCellsHaveNumbersAndValuesNames() throws {
        let terminal = try prompt()
        try terminal.type("6 * 7\r")
        try terminal.wait(for: "42")
        try terminal.wait(for: "2 › ")
        try terminal.type("_ + _1\r")
        try terminal.wait(for: "84")
        try terminal.type("nothing_of_that_name\r")
        try terminal.wait(for: "cell 3:1:1")
        try terminal.wait(for: "4 › ")
        try terminal.press(.endOfInput)
        XCTAssertEqual(try terminal.waitForExit(), 0)
    }

    func testACellMayHaveLines() throws {
        let terminal = try prompt()
        try terminal.type("fn twice(x) {\r2 * x\r}\r")
        try terminal.wait(for: "2 › ")
        XCTAssertTrue(terminal.screen.lines.contains("      2 * x"), "\(terminal.screen.lines)")
        XCTAssertTrue(terminal.screen.lines.contains("    }"))
        try terminal.press(.up)
        try terminal.wait(for: "2 * x")
        try terminal.press(.up)
        try terminal.type("\u{1}  1 + \r")
        try terminal.press(.interrupt)
        try terminal.wait(for: "^C")
        try terminal.type("twice(21)\r")
        try terminal.wait(for: "42")
    }

    func testAPasteIsOneCell() throws {
        let terminal = try prompt()
        try terminal.type("\u{1B}[200~a = 20\nb = 22\n\u{1B}[201~")
        try terminal.type("a + b\r")
        try terminal.wait(for: "42")
        try terminal.wait(for: "2 › ")
    }

    func testCtrlGCorrects() throws {
        let terminal = try prompt()
        try terminal.type("meadian([1, 2, 3])\r")
        try terminal.wait(for: "Ctrl-G")
        try terminal.wait(for: "2 › ")
        try terminal.press(.fix)
        try terminal.wait(for: "median([1, 2, 3])")
        try terminal.press(.enter)
        try terminal.wait(for: "2.0")
    }

    func testTabCompletes() throws {
        let terminal = try prompt()
        try terminal.type("standard\t().\u{15}\\beta\t = 2\r")
        try terminal.wait(for: "standardize")
        try terminal.wait(for: "2 › ")
        try terminal.type("β + 40\r")
        try terminal.wait(for: "42")
    }

    func testCommands() throws {
        let terminal = try prompt()
        try terminal.type("a = 1\r:vars\r")
        try terminal.wait(for: "a     int   1")
        try terminal.type(":vasr\r")
        try terminal.wait(for: "did you mean `:vars`?")
        try terminal.type("?sqrt\r")
        try terminal.wait(for: "square root")
        try terminal.type(":quit\r")
        XCTAssertEqual(try terminal.waitForExit(), 0)
    }

    func testHabitsOfOtherPromptsLeave() throws {
        for text in ["exit", "quit()"] {
            let terminal = try prompt()
            try terminal.type(text + "\r")
            XCTAssertEqual(try terminal.waitForExit(), 0, text)
        }
        let terminal = try prompt()
        try terminal.type("exit = 40\rexit\r")
        try terminal.wait(for: "3 › ")
    }

    func testCtrlCStopsTheCellAndNotTheSession() throws {
        let terminal = try prompt()
        try terminal.type("while true { }\r")
        try terminal.watch(seconds: 0.3)
        try terminal.press(.interrupt)
        try terminal.wait(for: "interrupted")
        try terminal.wait(for: "2 › ")
        try terminal.type("1 + 1\r")
        try terminal.wait(for: "2")
        try terminal.wait(for: "3 › ")
    }

    func testANarrowWindowAndAChangeOfIt() throws {
        let terminal = try prompt(columns: 30)
        try terminal.type("1 + 1111111111 + 2222222222 + 33")
        try terminal.wait(for: "+ 33")
        XCTAssertEqual(terminal.screen.lines.suffix(2), ["1 › 1 + 1111111111 + 222222222", "    2 + 33"])
        try terminal.resize(columns: 60, rows: 24)
        try terminal.wait("for one row") { terminal.screen.lines.contains("1 › 1 + 1111111111 + 2222222222 + 33") }
        XCTAssertFalse(terminal.screen.lines.contains("    2 + 33"))
    }

    /// Behind a row that the cell fills, its output follows at once.
    func testAFullRowLeavesNoEmptyOne() throws {
        let terminal = try prompt(columns: 20)
        try terminal.type("1 + 1111 + 222 +\r")
        try terminal.type("1234567890123456\r")
        try terminal.wait(for: "2 › ")
        let lines = terminal.screen.lines.drop { !$0.hasPrefix("1 ›") }.prefix(3)
        XCTAssertEqual(Array(lines), ["1 › 1 + 1111 + 222 +", "      12345678901234", "    56"])
        try terminal.type("\"1234567890123456789\";\r")
        try terminal.type("12345678901234567\u{7F}\r")
        try terminal.wait(for: "4 › ")
        let full = terminal.screen.lines.drop { !$0.hasPrefix("3 › 1234567890123456") }.prefix(2)
        XCTAssertEqual(Array(full), ["3 › 1234567890123456", "1234567890123456"])
    }

    func testADumbTerminalGetsNoEscapes() throws {
        let terminal = try prompt(["TERM": "dumb"])
        try terminal.type("f = (\n1 + 1)\nf\n")
        try terminal.wait(for: "2")
        try terminal.press(.endOfInput)
        XCTAssertEqual(try terminal.waitForExit(), 0)
        XCTAssertFalse(terminal.screen.lines.joined().contains("\u{1B}"))
    }

    func testADumbTerminalIsOfferedWhatItHas() throws {
        let terminal = try prompt(["TERM": "dumb"])
        try terminal.type("meadian([1, 2, 3])\n")
        try terminal.wait(for: "`:fix` puts the corrected cell after the prompt")
        try terminal.wait(for: "2 › ")
        try terminal.type(":fix\n")
        try terminal.wait(for: "median([1, 2, 3])")
        try terminal.type("\n")
        try terminal.wait(for: "2.0")
        try terminal.type(":help\n")
        try terminal.wait(for: "3 › ")
        XCTAssertFalse(terminal.screen.lines.joined().contains("Ctrl-G"))
    }

    func testAListOfNamesDoesNotOutliveTheWindow() throws {
        let terminal = try prompt(columns: 50)
        try terminal.type("frame({a: [1, 2]}) |> \t")
        try terminal.wait(for: "other names")
        // High enough that nothing scrolls away when the lines are broken: that would be out of reach.
        for columns in [22, 70, 30] {
            try terminal.resize(columns: columns, rows: 60)
            try terminal.wait(for: "1 › frame")
            // What is drawn for one width must be on the screen before the next change.
            try terminal.type("x")
            try terminal.wait("for the letter") { terminal.screen.currentLine.hasSuffix("x") }
            try terminal.press(.backspace)
            try terminal.wait("for its end") { !terminal.screen.currentLine.hasSuffix("x") }
        }
        try terminal.type("filter(.a > 1)\r")
        try terminal.wait(for: "1 row")
        let shown = terminal.screen.lines.drop { !$0.hasPrefix("1 ›") }
        XCTAssertFalse(shown.contains { $0.contains("rename") }, "\(terminal.screen.lines)")
        XCTAssertEqual(terminal.screen.lines.filter { $0.hasPrefix("1 ›") }.count, 1, "\(terminal.screen.lines)")
    }

    func testTheBarOfATrainingFollowsTheWindow() throws {
        let terminal = try prompt(columns: 100)
        try terminal.type("fit(dense(1), rand(64, 2), rand(64, 1), epochs: 10^8);\r")
        try terminal.wait(for: "rows/s")
        for columns in [40, 90, 25] {
            try terminal.resize(columns: columns, rows: 24)
            // What the old width asked for may still be on its way.
            for _ in 0..<3 { try terminal.wait(for: "epoch") }
        }
        try terminal.press(.interrupt)
        try terminal.wait(for: "2 › ")
        let bars = terminal.screen.lines.filter { $0.contains("━") || $0.contains("─") }
        XCTAssertEqual(bars.count, 1, "\(terminal.screen.lines)")
    }

    func testEditOpensACellElsewhere() throws {
        let terminal = try prompt(["EDITOR": "sed -i s/40/41/"])
        try terminal.type("40 + 1\r")
        try terminal.wait(for: "2 › ")
        try terminal.type(":edit\r")
        try terminal.wait(for: "2 › 41 + 1")
        try terminal.press(.enter)
        try terminal.wait(for: "42")
        try terminal.type(":edit 1\r")
        try terminal.wait(for: "3 › 41 + 1")
        try terminal.type(" + 400\u{18}\u{5}")
        try terminal.wait(for: "41 + 1 + 410")
        XCTAssertEqual(terminal.screen.lines.filter { $0.hasPrefix("3 › 4") }, ["3 › 41 + 1 + 410"])
        try terminal.press(.enter)
        try terminal.wait(for: "452")
        try terminal.type(":edit 9\r")
        try terminal.wait(for: "there is no cell 9")
    }

    func testAnEditorThatFailsIsSaid() throws {
        let terminal = try prompt(["VISUAL": "false"])
        try terminal.type("1\r:edit\r")
        try terminal.wait(for: "the editor `false` did not end well")
        try terminal.type("2 + 2\u{18}\u{5}\r")
        try terminal.wait(for: "4")
        try terminal.wait(for: "3 › ")
    }
}
