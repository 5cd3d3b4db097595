import Glibc
import XCTest

@testable import Console

/// What was entered is kept, however a session ends, and beside others.
final class SharedHistoryTests: XCTestCase {
    private var folder = ""
    private var path: String { folder + "/tenon/history" }

    override func setUp() {
        var template = Array("/tmp/tenon-XXXXXX".utf8CString)
        if mkdtemp(&template) != nil { folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self) }
    }

    override func tearDown() {
        unlink(path)
        for part in ["/tenon", ""] { rmdir(folder + part) }
    }

    private func prompt() throws -> PseudoTerminal {
        let terminal = try PseudoTerminal(environment: ["XDG_STATE_HOME": folder])
        try terminal.wait(for: "1 › ")
        return terminal
    }

    private var entries: [String] {
        let history = History(HistoryFile(path)) { XCTFail($0) }
        history.refresh()
        return history.entries
    }

    func testASignalLeaves() throws {
        let terminal = try prompt()
        try terminal.type("\"remember me\"\r")
        try terminal.wait(for: "2 › ")
        terminal.send(SIGTERM)
        XCTAssertEqual(try terminal.waitForExit(), 128 + SIGTERM)
        let later = try prompt()
        try later.press(.up)
        try later.wait(for: "remember me")
        try later.type("\u{15}")
        try later.press(.search)
        try later.type("ember")
        try later.wait(for: "remember me")
    }

    func testClosingTheTerminalAtThePrompt() throws {
        let terminal = try prompt()
        try terminal.type("first = 1\rfn second() {\r2\r}\r")
        try terminal.wait(for: "3 › ")
        try terminal.type("half of a li")
        try terminal.wait(for: "half of a li")
        terminal.hangUp()
        XCTAssertTrue([0, 128 + SIGHUP].contains(try terminal.waitForExit()), "the end of its input, or the signal")
        XCTAssertEqual(entries, ["first = 1", "fn second() {\n  2\n}"])
    }

    func testClosingTheTerminalWhileACellRuns() throws {
        let terminal = try prompt()
        try terminal.type("print(\"in it\"); while true { }\r")
        try terminal.wait(for: "in it\n")
        terminal.hangUp()
        XCTAssertEqual(try terminal.waitForExit(), 128 + SIGHUP)
        XCTAssertEqual(entries, ["print(\"in it\"); while true { }"])
    }

    func testTwoSessionsAtOnceLoseNothing() throws {
        let (one, other) = (try prompt(), try prompt())
        for number in 1...40 {
            try one.type("\"one \(number)\";\r")
            try other.type("\"other \(number)\";\r")
        }
        for terminal in [one, other] { try terminal.wait(for: "41 › ") }
        for name in ["one", "other"] {
            let expected = (1...40).map { "\"\(name) \($0)\";" }
            XCTAssertEqual(entries.filter { $0.hasPrefix("\"\(name) ") }, expected)
        }
        // Each finds the other's.
        try one.type("\"other 40")
        try one.press(.up)
        try one.wait(for: "\"other 40\";")
        one.hangUp()
        other.hangUp()
        // A prompt that waits for a key may see the end of its input before the signal.
        for terminal in [one, other] { XCTAssertTrue([0, 128 + SIGHUP].contains(try terminal.waitForExit())) }
        XCTAssertEqual(entries.count, 80)
    }
}
