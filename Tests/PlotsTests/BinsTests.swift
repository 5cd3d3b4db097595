import Foundation
import Frames
import XCTest

@testable import Plots

/// Bins against those of NumPy (`scripts/parity/plots.py`), and where NumPy is not followed.
final class BinsTests: XCTestCase {
    private struct Binned: Decodable {
        let edges: [Double]
        let counts: [Int]
    }

    private struct Sample: Decodable {
        let name: String
        let values: [Double]
        let fd: Binned
        let seven: Binned
    }

    func testBinsAreThoseOfNumPy() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: root.appendingPathComponent("Parity/plots.json"))
        let samples = try JSONDecoder().decode([Sample].self, from: data)
        XCTAssertGreaterThan(samples.count, 4)
        for sample in samples where sample.name != "equal" {
            assertBins(Bins(sample.values, count: nil, areWhole: false), sample.fd, sample.name)
        }
        for sample in samples { assertBins(Bins(sample.values, count: 7, areWhole: false), sample.seven, sample.name) }
    }

    private func assertBins(_ bins: Bins, _ expected: Binned, _ name: String) {
        XCTAssertEqual(bins.counts, expected.counts, name)
        XCTAssertEqual(bins.edges.count, expected.edges.count, name)
        for (edge, figure) in zip(bins.edges, expected.edges) {
            XCTAssertEqual(edge, figure, accuracy: 1e-14 * max(1, figure.magnitude), name)
        }
    }

    func testWholeNumbersLieBetweenEdges() {
        let bins = Bins([2007, 2008, 2008, 2009, 2009, 2009], count: nil, areWhole: true)
        XCTAssertEqual(bins.edges.first, 2006.5)
        XCTAssertEqual(bins.counts.reduce(0, +), 6)
        let dice = Bins((0..<600).map { Double($0 % 6 + 1) }, count: nil, areWhole: true)
        XCTAssertEqual(dice.counts, [100, 100, 100, 100, 100, 100])
        XCTAssertEqual(dice.edges, [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5])
    }

    func testOutliersDoNotMakeMoreThanAHundredBins() {
        let values = (0..<1000).map { Double($0) / 1000 } + [1e12]
        XCTAssertEqual(Bins(values, count: nil, areWhole: false).counts.count, 100)
        XCTAssertLessThanOrEqual(Bins(values.map { $0.rounded() }, count: nil, areWhole: true).counts.count, 101)
    }

    func testExtremeRanges() {
        for values in [[-1.7e308, 0, 1.7e308], [0, .leastNonzeroMagnitude], [1e308, 1e308], [1e15, 1e15 + 0.125]] {
            let bins = Bins(values, count: 4, areWhole: false)
            XCTAssertEqual(bins.counts.reduce(0, +), values.count, "\(values)")
            XCTAssertTrue(bins.edges.allSatisfy(\.isFinite), "\(values)")
        }
    }

    func testHalfEqualValuesStillGiveBins() {
        let bins = Bins([1, 1, 1, 1, 1, 1, 1, 9], count: nil, areWhole: false)
        XCTAssertEqual(bins.counts, [7, 0, 0, 1])
    }
}
