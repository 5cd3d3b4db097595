import Glibc
import XCTest

/// Being stopped and going on, as a shell with job control does it.
final class JobControlTests: XCTestCase {
    func testAfterFgThePromptAndTheLineAreDrawnAgain() throws {
        let shell = try PseudoTerminal(["-i"], environment: ["PS1": "shell> ", "ENV": ""], program: "/bin/sh")
        try shell.wait(for: "shell> ")
        try shell.type(try PseudoTerminal.executable() + "\r")
        try shell.wait(for: "1 › ")
        try shell.type("fn f() {\r20 +")
        try shell.wait(for: "20 +")
        for _ in 0..<3 {
            try shell.press(.stop)
            try shell.wait(for: "shell> ")
            try shell.type("fg\r")
            try shell.wait(for: "1 › fn f() {")
            try shell.wait(for: "20 +")
        }
        try shell.type(" 22\r}\r")
        try shell.wait(for: "2 › ")
        try shell.type("f()\r")
        try shell.wait(for: "42")
        try shell.wait(for: "3 › ")
        try shell.press(.endOfInput)
        try shell.wait(for: "shell> ")
    }

    func testAfterAStopThatCannotBeCaught() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: "1 › ")
        try terminal.type("6 * ")
        try terminal.wait(for: "6 * ")
        terminal.send(SIGSTOP)
        terminal.send(SIGCONT)
        try terminal.wait(for: "1 › 6 * ")
        try terminal.type("7\r")
        try terminal.wait(for: "42")
    }

    /// Nobody could make it go on: it does not stop.
    func testWithoutAShellCtrlZDoesNotStop() throws {
        let terminal = try PseudoTerminal()
        try terminal.wait(for: "1 › ")
        try terminal.type("6 * ")
        try terminal.wait(for: "6 * ")
        try terminal.press(.stop)
        try terminal.wait(for: "1 › 6 * ")
        XCTAssertEqual(terminal.screen.lines.filter { $0.contains("6 *") }.count, 1)
        try terminal.type("7\r")
        try terminal.wait(for: "42")
    }
}
