import Frames
import Signatures
import XCTest

@testable import Models

final class StepTests: XCTestCase {
    private func frame(_ columns: (String, Column)...) throws -> Frame {
        try Frame(columns.map { (name: $0.0, column: $0.1) })
    }

    func testFiguresOfScikitLearn() throws {
        let figures = try ModelFigures.read().steps
        let source = try frame(("x", Column(figures.input)))
        let imputed = try fitted(step("impute"), source)
        assertClose(try imputed.column("x").numbers, figures.imputed)
        assertClose(try fitted(step("standardize"), imputed).column("x").numbers, figures.standardized)
        assertClose(try fitted(step("min_max"), imputed).column("x").numbers, figures.min_max)
    }

    func testImputeFillsEveryTypeAndDoesNotLetRowsDecideTheType() throws {
        let training = try frame(
            ("n", Column([1, 2, nil, 4] as [Int?])), ("t", Column(["b", "a", "a", "b"])),
            ("b", Column([true, nil, true, false])), ("even", Column([1, 2, 2, 4])))
        let fitted = try step("impute").fit(training)
        var notes: [String] = []
        let rows = try frame(
            ("n", Column([7, nil] as [Int?])), ("t", Column([nil, "c"])), ("b", Column([nil, false])),
            ("even", Column([nil, 3] as [Int?])))
        let filled = try fitted.apply(to: rows, &notes)
        XCTAssertEqual(try filled.column("n").cells, [.int(7), .int(2)])
        XCTAssertEqual(try filled.column("t").cells, [.string("a"), .string("c")], "the least of equals")
        XCTAssertEqual(try filled.column("b").cells, [.bool(true), .bool(false)])
        XCTAssertEqual(try filled.column("even").cells, [.int(2), .int(3)])

        let halves = try step("impute").fit(frame(("n", Column([1, 2]))))
        let whole = try halves.apply(to: frame(("n", Column([5, 6]))), &notes)
        XCTAssertEqual(
            try whole.column("n").cells, [.float(5), .float(6)], "1.5 would not fit an int column")
        assertFault(.missing, "`x` with: every cell of it is missing") {
            try step("impute").fit(self.frame(("x", Column([nil, nil] as [Double?]))))
        }
    }

    func testScalingLeavesConstantColumnsAndBooleansAlone() throws {
        let source = try frame(
            ("same", Column([0.1, 0.1, 0.1])), ("flag", Column([true, false, true])),
            ("n", Column([0, 10, 20])))
        let scaled = try fitted(step("standardize"), source)
        XCTAssertEqual(try scaled.column("same").numbers, [0, 0, 0])
        XCTAssertEqual(try scaled.column("flag").type, .bool)
        let narrowed = try fitted(step("min_max", ["n"]), source)
        XCTAssertEqual(try narrowed.column("n").numbers, [0, 0.5, 1])
        XCTAssertEqual(try narrowed.column("same").numbers, [0.1, 0.1, 0.1])
        assertFault(.type, "`standardize` can't take column `flag`") {
            try step("standardize", ["flag"]).fit(source)
        }
        assertFault(.column, "did you mean `same`") { try step("standardize", ["sane"]).fit(source) }
    }

    func testOneHot() throws {
        let source = try frame(("c", Column(["x", "z", nil, "x"])), ("n", Column([1, 2, 3, 4])))
        let made = try fitted(step("one_hot"), source)
        XCTAssertEqual(made.names, ["c=x", "c=z", "n"])
        XCTAssertEqual(try made.column("c=x").cells, [.bool(true), .bool(false), .missing, .bool(true)])

        let stranger = try frame(("c", Column(["y"])), ("n", Column([1])))
        var notes: [String] = []
        let strict = try step("one_hot").fit(source)
        assertFault(.value, "has the category \"y\", which training did not see") {
            try strict.apply(to: stranger, &notes)
        }
        let lenient = try step("one_hot", [], ["unknown": .string("ignore")]).fit(source)
        let ignored = try lenient.apply(to: stranger, &notes)
        XCTAssertEqual(
            try ignored.column("c=x").cells + ignored.column("c=z").cells, [.bool(false), .bool(false)])
        XCTAssertEqual(notes, ["1 row has a category in `c` that training did not see: \"y\""])
    }

    func testOrdinal() throws {
        let source = try frame(("size", Column(["s", "l", "m", nil])))
        XCTAssertEqual(
            try fitted(step("ordinal"), source).column("size").cells, [.int(2), .int(0), .int(1), .missing])
        let order = Setting.strings(["s", "m", "l"])
        XCTAssertEqual(
            try fitted(step("ordinal", [], ["order": order]), source).column("size").cells,
            [.int(0), .int(2), .int(1), .missing])
        assertFault(.value, "\"l\", which `order` does not have") {
            try step("ordinal", [], ["order": .strings(["s", "m"])]).fit(source)
        }
    }

    func testColumnSteps() throws {
        let source = try frame(
            ("a", Column([1, 2, 3])), ("b", Column([2.0, 4, 9])), ("c", Column([0, 0, 0])))
        XCTAssertEqual(try fitted(step("select", ["b", "a"]), source).names, ["b", "a"])
        XCTAssertEqual(try fitted(step("drop", ["b"]), source).names, ["a", "c"])
        var notes: [String] = []
        let rows = try step("drop", ["b"]).fit(source).apply(to: source.select(["c"]), &notes)
        XCTAssertEqual(rows.names, ["c"], "a new row need not have the column")
        let renamed = try fitted(step("rename", [], ["names": .expressions([("z", .column("a"))])]), source)
        XCTAssertEqual(renamed.names, ["z", "b", "c"])
        assertFault(.column, "did you mean") { try step("drop", ["bb"]).fit(source) }
    }

    func testDeriveLearnsAggregatesFromTheTrainingRows() throws {
        let source = try frame(("a", Column([1.0, 2, 6])))
        let centred = try ColumnExpression.call("-", .column("a"), .call("mean", .column("a")))
        let derive = try step("derive", [], ["columns": .expressions([("d", centred)])])
        let fitted = try derive.fit(source)
        var notes: [String] = []
        let one = try fitted.apply(to: frame(("a", Column([10.0]))), &notes)
        XCTAssertEqual(try one.column("d").cells, [.float(7)])
        let lagged = try ColumnExpression.call("lag", .column("a"))
        assertFault(.value, "takes a row's value from other rows") {
            try step("derive", [], ["columns": .expressions([("l", lagged)])]).fit(source)
        }
    }
}
