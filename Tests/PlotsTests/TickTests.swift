import Glibc
import Foundation
import XCTest

@testable import Plots

final class TickTests: XCTestCase {
    private func labels(_ lower: Double, _ upper: Double, _ count: Int) -> [String] {
        NumberTicks(Domain(lower, upper), atMost: count).ticks.map(\.label)
    }

    func testNumbers() {
        let cases: [(Double, Double, Int, [String])] = [
            (0, 1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
            (0, 1, 11, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]),
            (32.1, 59.6, 6, ["35", "40", "45", "50", "55"]),
            (-1, 1, 5, ["-1.0", "-0.5", "0.0", "0.5", "1.0"]),
            (2007, 2009, 4, ["2007", "2008", "2009"]),
            (0, 0.3, 4, ["0.0", "0.1", "0.2", "0.3"]),
            (0, 2e9, 3, ["0", "1e9", "2e9"]),
            (0, 1.5e9, 4, ["0", "5e8", "1e9", "1.5e9"]),
            (0, 3e-6, 4, ["0", "1e-6", "2e-6", "3e-6"]),
            (0, 0.00003, 4, ["0.00000", "0.00001", "0.00002", "0.00003"]),
            (-1.7e308, 1.7e308, 4, ["-1e308", "0", "1e308"]),
            (-0.01, 0.01, 3, ["-0.01", "0.00", "0.01"]),
        ]
        for (lower, upper, count, expected) in cases {
            XCTAssertEqual(labels(lower, upper, count), expected, "\(lower)...\(upper)")
        }
    }

    /// 3 × 0.1 is not 0.3 in binary, but the tick stands where its label says.
    func testTicksStandWhereTheyAreLabelled() {
        for (lower, upper) in [(0.0, 1.0), (-3e-7, 4e-7), (1e5, 3e5), (0.1, 0.7)] {
            for tick in NumberTicks(Domain(lower, upper), atMost: 12).ticks {
                XCTAssertEqual(Double(tick.label), tick.position)
            }
        }
    }

    func testNeverMoreThanAsked() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<2000 {
            let scale = Double.random(in: -300...300, using: &generator)
            let a = Double.random(in: -1...1, using: &generator) * pow(10, scale)
            let b = a + Double.random(in: 0.001...1, using: &generator) * pow(10, scale)
            let count = Int.random(in: 2...20, using: &generator)
            let ticks = NumberTicks(Domain(a, b), atMost: count).ticks
            XCTAssertTrue((1...count).contains(ticks.count), "\(a)...\(b), \(count): \(ticks.map(\.label))")
        }
    }

    func testNumbersTooCloseForRoundOnesAreLabelledAtTheEnds() {
        XCTAssertEqual(labels(0, .leastNonzeroMagnitude, 5), ["0.0", "5e-324"])
        XCTAssertEqual(labels(1e17, 1e17 + 32, 5).count, 2)
    }

    private func times(_ lower: Double, _ upper: Double, _ count: Int) -> [String] {
        TimeTicks(Domain(lower, upper), atMost: count).ticks.map(\.label)
    }

    func testTimes() {
        let day = 86_400.0
        // 2012-01-01 and 2016-01-01.
        XCTAssertEqual(times(15_340 * day, 16_801 * day, 6), ["2012", "2013", "2014", "2015", "2016"])
        XCTAssertEqual(times(15_340 * day, 15_460 * day, 6), ["2012-01", "2012-02", "2012-03", "2012-04"])
        XCTAssertEqual(times(15_340 * day, 15_343 * day, 6), ["2012-01-01", "2012-01-02", "2012-01-03", "2012-01-04"])
        XCTAssertEqual(times(0, 7200, 4), ["00:00", "01:00", "02:00"])
        XCTAssertEqual(
            times(0, 2 * day, 5), ["01-01 00:00", "01-01 12:00", "01-02 00:00", "01-02 12:00", "01-03 00:00"])
        XCTAssertEqual(times(-10, 10, 3), ["23:59:50", "00:00:00", "00:00:10"])
        XCTAssertEqual(times(1e300, 2e300, 3), [])
    }

    func testCategoriesAreThinnedOut() {
        let axis = Axis(title: "", scale: .category(["a", "b", "c", "d", "e"]), domain: nil)
        XCTAssertEqual(axis.ticks(in: Domain(0, 4), atMost: 5).map(\.label), ["a", "b", "c", "d", "e"])
        XCTAssertEqual(axis.ticks(in: Domain(0, 4), atMost: 3).map(\.label), ["a", "c", "e"])
    }
}
