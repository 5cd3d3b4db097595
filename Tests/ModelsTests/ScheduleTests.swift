import XCTest

@testable import Models
@testable import Signatures

final class ScheduleTests: XCTestCase {
    private func rates(_ schedule: Schedule, at epochs: [Double], of total: Double = 10) -> [Double] {
        epochs.map { schedule.rate(done: $0, of: total) }
    }

    private func assertClose(_ a: [Double], _ b: [Double], line: UInt = #line) {
        XCTAssertEqual(a.count, b.count, line: line)
        for (x, y) in zip(a, b) { XCTAssertEqual(x, y, accuracy: 1e-12, line: line) }
    }

    func testConstant() throws {
        assertClose(rates(try schedule("constant", ["rate": .float(0.1)]), at: [0, 5, 10]), [0.1, 0.1, 0.1])
    }

    func testStepDecay() throws {
        let steps = try schedule(
            "step_decay", ["rate": .float(0.8), "every": .int(3), "factor": .float(0.5)])
        assertClose(rates(steps, at: [0, 2.9, 3, 6, 9.5]), [0.8, 0.8, 0.4, 0.2, 0.1])
    }

    func testCosine() throws {
        let whole = try schedule("cosine", ["rate": .float(0.2), "floor": .float(0.1)])
        assertClose(rates(whole, at: [0, 5, 10, 12]), [0.2, 0.15, 0.1, 0.1])
        let short = try schedule("cosine", ["rate": .float(0.2), "epochs": .int(4)])
        assertClose(rates(short, at: [2, 4, 9]), [0.1, 0, 0])
    }

    func testWarmupThenCosineSharesTheEpochs() throws {
        let then = try schedule("cosine", ["rate": .float(0.2)])
        let both = try schedule("warmup", ["epochs": .int(2), "then": .schedule(then)])
        assertClose(rates(both, at: [0, 1, 2, 6, 10]), [0, 0.1, 0.2, 0.1, 0])
        let plain = try schedule("warmup", ["epochs": .int(4), "then": .float(0.4)])
        assertClose(rates(plain, at: [1, 4, 9]), [0.1, 0.4, 0.4])
    }

    func testWrongSettingsAreNamed() {
        XCTAssertThrowsError(try schedule("step_decay", ["rate": .float(0.1), "every": .int(0)])) {
            XCTAssertEqual(($0 as? Fault)?.message, "`step_decay` takes a number above 0 for `every`")
        }
        XCTAssertThrowsError(try schedule("warmup", ["epochs": .int(2), "then": .string("cosine")])) {
            XCTAssertEqual(($0 as? Fault)?.message, "`warmup` takes a number or a schedule for `then`")
        }
    }
}
