import Language
import XCTest

@testable import Library

/// Which values of cells are kept under their numbers.
final class ShownValuesTests: XCTestCase {
    func testOldOnesMakeWay() {
        var values = ShownValues(byteLimit: 100)
        XCTAssertEqual(values.keep(1, bytes: 40), [])
        XCTAssertEqual(values.keep(2, bytes: 40), [])
        XCTAssertEqual(values.keep(2, bytes: 60), [], "a cell that shows two values keeps the second")
        XCTAssertEqual(values.keep(3, bytes: 1), [1])
        XCTAssertEqual(values.keep(4, bytes: .max), [2, 3], "the last value stays, however large")
        XCTAssertEqual(values.keep(5, bytes: 1), [4])
    }

    func testTheirNamesSayWhy() throws {
        let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        interrupt.initialize(to: 0)
        let session = Session(output: SilentOutput(), interrupt: interrupt)
        defer {
            session.end()
            interrupt.deallocate()
        }
        session.shownValues = ShownValues(byteLimit: 6000)
        try Machine.onLargeStack {
            for _ in 0..<2 { try session.runCell("zeros(1000)") }
            try session.runCell("sum(_2) + sum(_)")
            XCTAssertThrowsError(try session.runCell("_1")) { error in
                let diagnostic = (error as? SessionFailure)?.diagnostics.first
                XCTAssertEqual(diagnostic?.message, "`_1` stands for the value of cell 1, and there is none")
                XCTAssertEqual(diagnostic?.help?.contains("make way"), true)
            }
        }
    }

    func testMemoryIsThatOfTheElements() throws {
        let numbers = Value.list(Array(repeating: .string(String(repeating: "a", count: 1000)), count: 50_000))
        XCTAssertEqual(Double(MemoryMeter.bytes(of: numbers)), 50e6, accuracy: 2e6)
        XCTAssertLessThan(MemoryMeter.bytes(of: .int(1)), 64)
    }
}
