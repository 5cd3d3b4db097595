import Frames
import Signatures
import Tensors
import XCTest

@testable import Models

final class ClassicalTests: XCTestCase {
    private func linear(_ model: FittedModel) throws -> LinearModel {
        guard case .linear(let linear) = model.predictor else { throw Fault(.type, "no linear model") }
        return linear
    }

    private func fit(
        _ parts: [PipelinePart], _ frame: Frame, _ target: String, features: [String]? = nil
    ) throws -> FittedModel {
        var options = FitOptions(key: RandomKey(seed: 0))
        options.features = features
        return try Pipeline(parts).fit(frame, target: target, options)
    }

    func testLinearRegressionAsScikitLearn() throws {
        let figures = try ModelFigures.read().linear
        let model = try fit(
            [.classical(classical("linear_regression"))], ModelFigures.frame("mpg"), "hwy",
            features: ["displ", "year", "cyl", "cty"])
        let linear = try linear(model)
        assertClose(linear.coefficients, figures.coefficients, 1e-9)
        assertClose(linear.intercepts, [figures.intercept], 1e-9)
        XCTAssertNotNil(try model.evaluate(ModelFigures.frame("mpg"))["r2"]?.number)
    }

    func testDependentFeaturesGetNoWeightAndAreNamed() throws {
        let frame = try Frame([
            ("a", Column([1.0, 2, 3, 4])), ("twice", Column([2.0, 4, 6, 8])),
            ("same", Column([0.1, 0.1, 0.1, 0.1])),
            ("y", Column([3.0, 5, 7, 9])),
        ])
        let model = try fit([.classical(classical("linear_regression"))], frame, "y")
        assertClose(try linear(model).coefficients, [2, 0, 0])
        assertClose(try linear(model).intercepts, [1])
        XCTAssertEqual(
            model.training.notes,
            ["`twice`, `same` are linear combinations of other features; the coefficient there is 0"])
    }

    func testMoreFeaturesThanRows() throws {
        let inputs = try Tensor([1.0, 2, 5, 2, 1, 7], sizes: [2, 3])
        let model = try Pipeline([.classical(classical("linear_regression"))])
            .fit(inputs, Tensor([1.0, 3]), FitOptions(key: RandomKey(seed: 0)))
        assertClose(try model.predict(inputs).f64Values, [1, 3], 1e-9)
    }

    func testLogisticRegressionAsScikitLearn() throws {
        let figures = try ModelFigures.read().logistic
        let numbers = ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
        let penguins = try ModelFigures.frame("penguins").dropMissing()
        for (target, name, columns, isScaled) in [
            ("species", "species", numbers, true), ("sex", "sex", numbers, true),
            ("sex", "raw_sex", Array(numbers.prefix(2)), false),
        ] {
            let expected = try XCTUnwrap(figures[name])
            let scaling: [PipelinePart] = isScaled ? [.step(try step("standardize"))] : []
            let model = try fit(
                scaling + [.classical(classical("logistic_regression"))], penguins, target, features: columns)
            let linear = try linear(model)
            assertClose(linear.coefficients, expected.coefficients, 1e-5)
            // The intercepts of several classes are only fixed up to a common term.
            let shift = linear.link == .softmax ? linear.intercepts.reduce(0, +) / 3 : 0
            assertClose(linear.intercepts.map { $0 - shift }, expected.intercepts, 1e-5)
            XCTAssertEqual(model.training.notes, [])
        }
    }

    func testWhatCannotBeLearnt() throws {
        let frame = try Frame([("x", Column([1.0, .infinity])), ("y", Column(["a", "b"]))])
        assertFault(.numeric, "`x` is NaN or infinite in row 1") {
            try self.fit([.classical(classical("logistic_regression"))], frame, "y")
        }
        let text = try Frame([("x", Column([1.0, 2])), ("y", Column(["a", "b"]))])
        assertFault(.type, "end with `logistic_regression()`") {
            try self.fit([.classical(classical("linear_regression"))], text, "y")
        }
        let one = try Frame([("x", Column([1.0, 2])), ("y", Column(["a", "a"]))])
        assertFault(.value, "the one class `a`") {
            try self.fit([.classical(classical("logistic_regression"))], one, "y")
        }
    }
}
