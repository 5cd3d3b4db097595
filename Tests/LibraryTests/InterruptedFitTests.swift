import Language
import Library
import Models
import XCTest

/// At the prompt, Ctrl-C in `fit` leaves a model under its name, from which `resume` goes on.
final class InterruptedFitTests: XCTestCase {
    /// Sets the interrupt flag once so many words or epochs have come.
    private final class StoppingOutput: Output {
        let interrupt: UnsafeMutablePointer<Int32>
        var countdown = Int.max
        private(set) var written = ""
        private(set) var warnings: [String] = []

        init(_ interrupt: UnsafeMutablePointer<Int32>) { self.interrupt = interrupt }

        private func count() {
            countdown -= 1
            if countdown == 0 { interrupt.pointee = 1 }
        }

        func write(_ text: String) {
            if text == "." { count() } else { written += text }
        }
        func progress(_ progress: Models.Progress) { if progress.record != nil { count() } }
        func warn(_ text: String) { warnings.append(text) }
        func show(_ value: Value, in session: Session) {}
        func note(_ text: String) {}
        func clear() {}
        func page(_ help: Help, in session: Session) throws -> String { help.name }
        func block(_ value: Value) -> String? { nil }
    }

    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)

    override func setUp() { interrupt.initialize(to: 0) }
    override func tearDown() { interrupt.deallocate() }

    /// Runs `fit`, stops it after `countdown` words or epochs, and goes on: gives what is said at the end.
    private func run(_ setup: String, _ fit: String, countdown: Int) throws -> String {
        let output = StoppingOutput(interrupt)
        let session = Session(output: output, interrupt: interrupt)
        defer { session.end() }
        try session.runCell("seed(3)\n" + setup)
        output.countdown = countdown
        try session.runCell("model = " + fit + ";")
        let isStopped = output.warnings.last?.hasPrefix("interrupted") ?? false
        XCTAssertEqual(
            isStopped, countdown < .max, "stop after \(countdown), \(output.countdown) left: \(output.warnings)")
        interrupt.pointee = 0
        if isStopped {
            try session.runCell("assert(len(model.history) < 6)\nmodel = resume(model);")
        }
        try session.runCell(
            "print(len(model.history), list(model.history.loss), list(tensor(probabilities(model, x))))")
        return output.written
    }

    private let rows = "x = rand(30, 4)\ny = map(0..<30, i -> i % 3 == 0)\n"

    private func check(_ setup: String, _ fit: String, _ countdowns: [Int]) throws {
        let whole = try run(rows + setup, fit, countdown: .max)
        XCTAssertTrue(whole.hasPrefix("6 "), whole)
        for countdown in countdowns {
            XCTAssertEqual(try run(rows + setup, fit, countdown: countdown), whole, "stopped after \(countdown)")
        }
    }

    func testPlanned() throws {
        try check(
            "", "fit(dense(8, relu) >> batch_norm() >> dropout(0.2) >> dense(1), x, y, epochs: 6, validation: 0.2)",
            [1, 3])
    }

    func testLayersAndLossesOfTheScript() throws {
        try check(
            """
            layer block(n) { inner = dense(n, tanh); gate = zeros(n); forward(x) = inner(x) * sigmoid(gate) + half(x) }
            fn half(x) { 0.5 * sum(x, axis: 1, keep: true) }
            fn distance(p, t) { mean((p - t) ^ 2) }

            """,
            "fit(block(8) >> dense(1, sigmoid), x, y, epochs: 6, loss: distance, optimizer: adamw(warmup(2, 0.01)))",
            [1, 4])
    }

    /// A layer that looks at its input runs op by op, and is stopped in the middle of a batch.
    func testOpByOp() throws {
        try check(
            "fn said(x) { if sum(x) > -1000.0 { print(\".\", end: \"\") }; x }\n",
            "fit(dense(8, tanh) >> said >> dropout(0.3) >> dense(1), x, y, epochs: 6, batch: 10)", [4, 9, 14])
    }
}
