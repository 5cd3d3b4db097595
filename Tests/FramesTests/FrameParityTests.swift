import Frames
import Signatures
import XCTest

/// Against the figures of pandas and Polars that `scripts/parity/frames.py` wrote.
final class FrameParityTests: XCTestCase {
    func testDescribe() throws {
        let files = try XCTUnwrap(try parityFigures()["described"] as? [String: [String: [String: Any]]])
        for (file, columns) in files {
            let table = try readExample(file).describe()
            for (row, name) in try table.texts("column").enumerated() {
                for (statistic, figure) in try XCTUnwrap(columns[name]) {
                    assertCell(
                        try table.cells(statistic)[row], equals: figure, "\(file).\(name) \(statistic)")
                }
            }
        }
    }

    private func assertTable(_ frame: Frame, _ figures: Any?) throws {
        for entry in try XCTUnwrap(figures as? [[Any]]) {
            let name = try XCTUnwrap(entry[0] as? String)
            try assertColumn(frame.column(name), equals: entry[1], name)
        }
    }

    func testGroups() throws {
        let figures = try XCTUnwrap(try parityFigures()["grouped"] as? [String: Any])
        let mass = ColumnExpression.c("body_mass_g")
        let penguins = try readExample("penguins").groupBy(["species", "sex"]).summarize([
            ("mean", .f("mean", mass)), ("std", .f("std", mass)), ("median", .f("median", mass)),
            ("min", .f("min", mass)),
            ("max", .f("max", mass)), ("n", .f("count", mass)),
        ])
        try assertTable(penguins, figures["penguins"])
        let hwy = ColumnExpression.c("hwy")
        let mpg = try readExample("mpg").groupBy(["manufacturer"]).summarize([
            ("mean", .f("mean", hwy)), ("sum", .f("sum", hwy)), ("distinct", .f("n_unique", hwy)),
            ("first", .f("first", hwy)),
        ])
        try assertTable(mpg, figures["mpg"])
    }

    func testSort() throws {
        let air = try readExample("airquality")
        let numbered = try air.setting("row", Column(Array(0..<air.rowCount)))
        let sorted = try numbered.sort([.init(.c("Ozone"), descending: true), .init(.c("Wind"))])
        try assertColumn(sorted.column("row"), equals: try XCTUnwrap(parityFigures()["sorted"]), "sorted")
    }

    func testWindows() throws {
        let figures = try XCTUnwrap(try parityFigures()["windows"] as? [String: Any])
        let penguins = try readExample("penguins").groupBy(["species"])
        for (name, column) in figures {
            try assertColumn(penguins.evaluate(.f(name, .c("body_mass_g"))), equals: column, name)
        }
    }

    func testTimes() throws {
        let weather = try readExample("seattle-weather").derive([("month", .f("month", .c("date")))])
        let rain = try weather.groupBy(["month"]).summarize([
            ("precipitation", .f("sum", .c("precipitation")))
        ])
        try assertTable(rain, try parityFigures()["rain"])
        try assertColumn(
            weather.evaluate(.f("weekday", .c("date"))), equals: try XCTUnwrap(parityFigures()["weekdays"]),
            "weekday")
    }

    func testQuantiles() throws {
        let air = try readExample("airquality")
        let figures = try XCTUnwrap(try parityFigures()["quantiles"] as? [Any])
        for (share, figure) in zip([0, 0.1, 0.333, 0.5, 0.9, 1], figures) {
            assertCell(
                try air.evaluate(.f("quantile", .c("Ozone"), .d(share))).cell(at: 0), equals: figure,
                "\(share)")
        }
    }

    func testThreeValuedLogic() throws {
        let figures = try XCTUnwrap(try parityFigures()["logic"] as? [String: [Any]])
        let columns = try ["a", "b"].map { ($0, Column(try XCTUnwrap(figures[$0]).map { $0 as? Bool })) }
        for name in ["and", "or"] {
            let result = try Frame(columns).evaluate(.f(name, .c("a"), .c("b")))
            try assertColumn(result, equals: try XCTUnwrap(figures[name]), name)
        }
    }

    func testJoins() throws {
        let figures = try XCTUnwrap(try parityFigures()["joins"] as? [String: [[Any]]])
        let left = try Frame([
            ("k", Column(["a", "b", "b", nil, "d"] as [String?])), ("x", Column([1, 2, 3, 4, 5])),
        ])
        let right = try Frame([
            ("k", Column(["b", "a", "b", nil, "e"] as [String?])), ("y", Column([10, 20, 30, 40, 50])),
        ])
        for kind in JoinKind.allCases {
            var joined = try left.join(right, on: [("k", "k")], kind)
            // Polars puts the key of a right join where the right frame has it.
            if kind == .right { joined = try joined.select(["x", "k", "y"]) }
            let rows = try XCTUnwrap(figures[kind.rawValue])
            XCTAssertEqual(joined.rowCount, rows.count, kind.rawValue)
            for (row, cells) in rows.enumerated() where row < joined.rowCount {
                for (cell, figure) in zip(joined.row(row), cells) {
                    assertCell(cell, equals: figure, "\(kind) row \(row)")
                }
            }
        }
    }
}
