import Frames
import Signatures
import XCTest

@testable import Models

final class MetricTests: XCTestCase {
    private func metric(
        _ name: String, _ prediction: MetricPrediction, _ target: Column, _ settings: [String: Setting] = [:]
    ) throws -> MetricValue {
        let row = try XCTUnwrap(MetricKind.named(name))
        return try row(prediction, target, Settings(row.signature, settings))
    }

    private func number(
        _ name: String, _ prediction: Column, _ target: Column, _ settings: [String: Setting] = [:]
    ) throws -> Double {
        try metric(name, .column(prediction), target, settings).number ?? .nan
    }

    func testLabelFiguresOfScikitLearn() throws {
        let figures = try ModelFigures.read().labels
        let (predicted, target) = (Column(figures.predicted), Column(figures.target))
        assertClose([try number("accuracy", predicted, target)], [figures.accuracy])
        assertClose([try number("precision", predicted, target)], [figures.macro_precision])
        assertClose([try number("recall", predicted, target)], [figures.macro_recall])
        assertClose([try number("f1", predicted, target)], [figures.macro_f1])
        assertClose(
            [try number("f1", predicted, target, ["average": .string("weighted")])], [figures.weighted_f1])
        let counts = ConfusionCounts(try LabelPair(prediction: predicted, target: target))
        XCTAssertEqual(counts.counts, figures.confusion)
        let table = try counts.perClass()
        assertClose(try table.column("precision").numbers, figures.precision)
        assertClose(try table.column("recall").numbers, figures.recall)
        assertClose(try table.column("f1").numbers, figures.f1)
        XCTAssertEqual(try table.column("rows").numbers, figures.rows.map { Double($0) })
    }

    func testScoreFiguresOfScikitLearn() throws {
        let figures = try ModelFigures.read().labels
        let columns = figures.probabilities.enumerated().map { (name: "\($0)", column: Column($1)) }
        let probabilities = MetricPrediction.frame(try Frame(columns))
        let target = Column(figures.target)
        assertClose([try XCTUnwrap(metric("auc", probabilities, target).number)], [figures.auc])
        assertClose([try XCTUnwrap(metric("log_loss", probabilities, target).number)], [figures.log_loss])
        let (scores, binary) = (Column(figures.binary_scores), Column(figures.binary_target))
        assertClose([try number("auc", scores, binary)], [figures.binary_auc])
        assertClose([try number("log_loss", scores, binary)], [figures.binary_log_loss])
    }

    func testRegressionFiguresOfScikitLearn() throws {
        let figures = try ModelFigures.read().regression
        let (predicted, target) = (Column(figures.predicted), Column(figures.target))
        assertClose([try number("r2", predicted, target)], [figures.r2])
        assertClose([try number("rmse", predicted, target)], [figures.rmse])
        assertClose([try number("mae", predicted, target)], [figures.mae])
    }

    func testTwoClassesGiveTheFigureOfTheLast() throws {
        let (predicted, target) = (Column(["no", "yes", "yes"]), Column(["no", "no", "yes"]))
        XCTAssertEqual(try number("precision", predicted, target), 0.5)
        XCTAssertEqual(try number("recall", predicted, target), 1)
        XCTAssertEqual(try number("precision", predicted, target, ["average": .string("macro")]), 0.75)
    }

    func testLabelsOfUnlikeTypes() throws {
        XCTAssertEqual(
            try number("accuracy", Column([1.0, 0, 1]), Column([1, 0, 0])), 2.0 / 3, accuracy: 1e-15)
        XCTAssertEqual(try number("accuracy", Column([true, false]), Column([1, 0])), 1)
        let table = try XCTUnwrap(
            { () -> Frame? in
                guard
                    case .frame(let frame) = try metric(
                        "confusion", .column(Column([true, true])), Column([true, false]))
                else { return nil }
                return frame
            }())
        XCTAssertEqual(table.names, ["actual", "false", "true"])
        assertFault(.type, "can't be compared") {
            try self.number("accuracy", Column(["a"]), Column([1]))
        }
    }

    func testWhatCannotBeJudged() throws {
        assertFault(.shape, "a prediction for each target") {
            try self.number("mae", Column([1.0]), Column([1.0, 2]))
        }
        assertFault(.value, "at least one row") {
            try self.number("r2", Column([Double]()), Column([Double]()))
        }
        assertFault(.missing, "1 are missing") {
            try self.number("accuracy", Column([1, nil] as [Int?]), Column([1, 2]))
        }
        assertFault(.value, "at least two classes") {
            try self.number("auc", Column([0.5, 0.6]), Column([1, 1]))
        }
        assertFault(.shape, "needs a probability for each") {
            try self.number("auc", Column([0.5, 0.6, 0.1]), Column([0, 1, 2]))
        }
        XCTAssertEqual(try number("r2", Column([2.0, 2]), Column([2.0, 2])), 1)
        XCTAssertEqual(try number("r2", Column([2.0, 3]), Column([2.0, 2])), 0)
        XCTAssertTrue(try number("rmse", Column([Double.nan]), Column([1.0])).isNaN)
    }
}
