import Frames
import Signatures
import XCTest

@testable import Plots

final class DescriptionTests: XCTestCase {
    private func rows(
        _ x: Column, _ y: Column, color: Column? = nil, _ mark: Plot.RowMark = .fitting
    ) throws -> Plot {
        try .rows(
            x: PlotColumn("x", x), y: [PlotColumn("y", y)], color: color.map { PlotColumn("kind", $0) }, mark: mark,
            title: nil)
    }

    func testAscendingNumbersAreALine() throws {
        XCTAssertEqual(try rows(Column([1, 2, 3]), Column([3.0, 1, 2])).layers[0].mark, .line)
        XCTAssertEqual(try rows(Column([1, 3, 2]), Column([3.0, 1, 2])).layers[0].mark, .points)
        XCTAssertEqual(try rows(Column([1, 1, 2]), Column([3.0, 1, 2])).layers[0].mark, .points)
        let series = try rows(Column([1, 2, 1, 2]), Column([1.0, 2, 3, 4]), color: Column(["a", "a", "b", "b"]))
        XCTAssertEqual(series.layers.map(\.mark), [.line, .line])
        XCTAssertEqual(series.legend, Legend(title: "kind", labels: ["a", "b"]))
    }

    func testWhatIsNotShownIsSaid() throws {
        let x = Column([1, nil, 3, 4, 5] as [Double?])
        let y = Column([1, 2, nil, .infinity, .nan] as [Double?])
        let plot = try rows(x, y, .points)
        XCTAssertEqual(plot.layers[0].x, [1])
        XCTAssertEqual(
            plot.notes, ["2 points not shown: a value is missing", "2 points not shown: a value is not finite"])
    }

    func testALineBreaksWhereYIsMissing() throws {
        let line = try rows(Column([1, 2, 3]), Column([1, nil, 3] as [Double?]), .lines)
        XCTAssertEqual(line.layers, [Layer(.line, x: [1, 2, 3], y: [1, .nan, 3])])
        XCTAssertEqual(line, try rows(Column([1, 2, 3]), Column([1, nil, 3] as [Double?]), .lines))
    }

    func testGroups() throws {
        let ordered = try rows(Column([1, 2, 3]), Column([1.0, 2, 3]), color: Column([6, 4, nil] as [Int?]), .points)
        XCTAssertEqual(ordered.legend?.labels, ["4", "6", "missing"])
        XCTAssertEqual(ordered.layers.map(\.x), [[2], [1], [3]])
        XCTAssertThrowsError(
            try rows(Column(Array(0..<30)), Column(Array(0..<30)), color: Column((0..<30).map { "\($0)" })))
    }

    func testDomains() {
        XCTAssertEqual(Domain(3, 3).lower, 2.7, accuracy: 1e-12)
        XCTAssertEqual(Domain(0, 0), Domain(-1, 1))
        let widest = Domain(-Double.greatestFiniteMagnitude, .greatestFiniteMagnitude)
        XCTAssertEqual(widest.fraction(of: 0), 0.5)
        XCTAssertEqual(widest.padded(lower: 0.1, upper: 0.1), widest)
        let greatest = Domain(.greatestFiniteMagnitude, .greatestFiniteMagnitude)
        XCTAssertTrue(greatest.lower < greatest.upper && greatest.upper.isFinite)
        let least = Domain(.leastNonzeroMagnitude, .leastNonzeroMagnitude)
        XCTAssertTrue(least.lower < Double.leastNonzeroMagnitude && .leastNonzeroMagnitude < least.upper)
        XCTAssertNil(Domain(covering: [[.nan, .infinity]]))
    }

    func testBars() throws {
        let df = try Frame([("k", Column(["b", "a", "b"])), ("v", Column([1, 2, nil] as [Int?]))])
        let counts = try df.bars(.column("k"), nil, title: nil)
        XCTAssertEqual(counts.x.scale, .category(["b", "a"]))
        XCTAssertEqual(counts.layers[0].y, [2, 1])
        let sums = try df.bars(.column("k"), .call("sum", .column("v")), title: nil)
        XCTAssertEqual(sums.layers[0].y, [1, 2])
        XCTAssertEqual(sums.y.title, "sum(.v)")
        XCTAssertThrowsError(try df.bars(.column("k"), .column("v"), title: nil)) { error in
            XCTAssertEqual((error as? Fault)?.kind, .value)
        }
    }
}
