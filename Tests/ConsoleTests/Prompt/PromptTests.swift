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
        try terminal.wait(for: "a  int 1")
        try terminal.type(":vasr\r")
        try terminal.wait(for: "did you mean `:vars`?")
        try terminal.type("?sqrt\r")
        try terminal.wait(for: "square root")
        try terminal.type(":quit\r")
        XCTAssertEqual(try terminal.waitForExit(), 0)
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

    func testADumbTerminalGetsNoEscapes() throws {
        let terminal = try prompt(["TERM": "dumb"])
        try terminal.type("f = (\n1 + 1)\nf\n")
        try terminal.wait(for: "2")
        try terminal.press(.endOfInput)
        XCTAssertEqual(try terminal.waitForExit(), 0)
        XCTAssertFalse(terminal.screen.lines.joined().contains("\u{1B}"))
    }

    func testASignalLeavesAndTheHistoryIsKept() throws {
        var template = Array("/tmp/tenon-XXXXXX".utf8CString)
        XCTAssertNotNil(mkdtemp(&template))
        let folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
        defer {
            unlink(folder + "/tenon/history")
            rmdir(folder + "/tenon")
            rmdir(folder)
        }
        let terminal = try prompt(["XDG_STATE_HOME": folder])
        try terminal.type("\"remember me\"\r")
        try terminal.wait(for: "2 › ")
        terminal.send(SIGTERM)
        XCTAssertEqual(try terminal.waitForExit(), 128 + SIGTERM)
        let later = try prompt(["XDG_STATE_HOME": folder])
        try later.press(.up)
        try later.wait(for: "remember me")
        try later.type("\u{15}")
        try later.press(.search)
        try later.type("ember")
        try later.wait(for: "remember me")
    }
}
