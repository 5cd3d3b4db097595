import Foundation
import XCTest

/// Ctrl-C at any moment of any cell stops the cell, and never the session.
final class InterruptTests: XCTestCase {
    private static let definitions = """
        kept = 12345; big = rand(300, 300); xs = list(range(20000)); t = frame({k: int(rand(5000) * 9), v: rand(5000)})
        """

    /// Cells that run until they are stopped.
    private static let cells = [
        "while true { }",
        "n = 0; for i in range(10^15) { n = n + i }",
        "while true { try { while true { } } catch problem { print(problem) } }",
        "fn endless(n) = if n < 0 { n } else { endless(n - 1) + endless(n - 2) }; endless(10^4)",
        "map(range(10^8), v -> v + 1);",
        "reduce(range(10^9), (a, b) -> a + b)",
        "while true { sort(xs, by: v -> -v) }",
        "while true { y = reversed(xs); z = concat(xs, xs); zip(y, xs) == enumerate(xs) }",
        "while true { y = big @ big; z = exp(y) + sum(y) }",
        "while true { svd(big) }",
        "while true { sort(rand(10^5)) }",
        "while true { group_by(t, .k) |> summarize(m: mean(.v)) |> sort(.m) }",
        "while true { write_csv(t, \"t.csv\"); read_csv(\"t.csv\") }",
        "while true { s = repeat(\"ab \", 10^5); len(split_text(upper(s), \" \")) }",
        "fit(dense(32, relu) >> dense(1), big, rand(300, 1), epochs: 10^8);",
    ]

    func testAtAHundredMoments() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let cells = Self.cells.map { $0.replacingOccurrences(of: "t.csv", with: "\(folder.path)/t.csv") }
        let terminal = try PseudoTerminal(columns: 250, rows: 50, environment: ["XDG_STATE_HOME": folder.path])
        try awaitPrompt(terminal)
        try run(Self.definitions, terminal)
        try awaitPrompt(terminal)
        var moments = Moments(seed: 20)
        for round in 0..<100 {
            let cell = cells[round % cells.count]
            try run(cell, terminal)
            try terminal.watch(seconds: moments.next())
            try interrupt(terminal)
            try run("print(\"sum\", 1 + 1, kept, len(xs), shape(big))", terminal)
            try terminal.wait(for: "sum 2 12345 20000 (300, 300)")
            try awaitPrompt(terminal)
        }
        try terminal.press(.endOfInput)
        XCTAssertEqual(try terminal.waitForExit(), 0)
    }

    // MARK: The prompt

    /// Types a cell and waits until the editor has given the terminal away.
    private func run(_ cell: String, _ terminal: PseudoTerminal) throws {
        try terminal.type(cell)
        try terminal.wait("for the echo of \(cell)") { terminal.screen.currentLine.hasSuffix(cell) }
        let line = terminal.screen.cursor.line
        try terminal.press(.enter)
        try terminal.wait("for the end of the line") { terminal.screen.cursor.line > line }
    }

    private func awaitPrompt(_ terminal: PseudoTerminal) throws {
        try terminal.wait("for the prompt") { terminal.screen.currentLine.hasSuffix("›") }
    }

    /// A key that comes while the editor gives the terminal away is a letter of the next cell: one presses again.
    private func interrupt(_ terminal: PseudoTerminal) throws {
        for _ in 0..<10 where !terminal.screen.currentLine.hasSuffix("›") {
            try terminal.press(.interrupt)
            for _ in 0..<40 where !terminal.screen.currentLine.hasSuffix("›") { try terminal.watch(seconds: 0.05) }
        }
        try awaitPrompt(terminal)
    }
}

/// Seconds between 0 and 0.1, the same in every run (a linear congruential generator, Knuth's MMIX).
private struct Moments {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(state >> 40) / Double(1 << 24) * 0.1
    }
}
