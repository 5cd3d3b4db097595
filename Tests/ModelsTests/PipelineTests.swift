import Frames
import Graphs
import Signatures
import Tensors
import XCTest

@testable import Models

final class PipelineTests: XCTestCase {
    private func dense(_ units: Int, _ activation: String? = nil) throws -> PipelinePart {
        .stage(
            try layer("dense", ["units": .int(units), "activation": activation.map { .string($0) } ?? .none]))
    }

    private func steps(_ names: String...) throws -> [PipelinePart] {
        try names.map { .step(try step($0)) }
    }

    private func options(epochs: Int = 1) throws -> FitOptions {
        var options = FitOptions(key: RandomKey(seed: 0))
        options.epochs = epochs
        options.optimizer = try optimizer("adam", rate: 0.01)
        return options
    }

    func testOrder() throws {
        assertFault(.type, "`one_hot` can't come after `dense`: a step takes a frame") {
            try Pipeline([self.dense(3)] + self.steps("one_hot"))
        }
        assertFault(.type, "`linear_regression` must come last in a pipeline, and `dense` follows it") {
            try Pipeline([.classical(classical("linear_regression")), self.dense(1)])
        }
        assertFault(.type, "`dense` can't come before `linear_regression`") {
            try Pipeline([self.dense(1), .classical(classical("linear_regression"))])
        }
        assertFault(.type, "nothing in it learns the target") {
            try Pipeline(self.steps("impute")).fit(Self.small(), target: "y", self.options())
        }
    }

    private static func small() throws -> Frame {
        try Frame([
            ("n", Column([1.0, 2, 3, nil])), ("t", Column(["a", "b", "a", "b"])),
            ("y", Column([1.0, 2, 3, 4])),
        ])
    }

    func testWhatReachesALayerMustBeNumbers() throws {
        assertFault(.type, "put `one_hot()` before `dense`") {
            try Pipeline(self.steps("impute") + [self.dense(1)]).fit(
                Self.small(), target: "y", self.options())
        }
        assertFault(.missing, "column `n` has 1 missing cell, and `dense` takes numbers") {
            try Pipeline(self.steps("one_hot") + [self.dense(1)]).fit(
                Self.small(), target: "y", self.options())
        }
        let dates = try Frame([("d", Column(.date([1, 2]))), ("y", Column([1.0, 2]))])
        assertFault(.type, "derive(month: month(.d))") {
            try Pipeline([self.dense(1)]).fit(dates, target: "y", self.options())
        }
        assertFault(.column, "`y` is the target, which steps never see") {
            try Pipeline([.step(step("drop", ["y"])), self.dense(1)]).fit(
                Self.small(), target: "y", self.options())
        }
    }

    func testNetworksThatDoNotFitTheTarget() throws {
        let frame = try Frame([
            ("x", Column([1.0, 2, 3])), ("c", Column(["a", "b", "c"])), ("y", Column([1.0, 2, 3])),
        ])
        var options = try options()
        options.features = ["x"]
        assertFault(.shape, "`c` has 3 classes, and the network gives 4 numbers a row") {
            try Pipeline([self.dense(4, "softmax")]).fit(frame, target: "c", options)
        }
        assertFault(.shape, "end the network with `dense(1)`") {
            try Pipeline([self.dense(2)]).fit(frame, target: "y", options)
        }
        assertFault(.shape, "`c` has 3 classes, and the network gives 1 number a row") {
            try Pipeline([self.dense(1, "sigmoid")]).fit(frame, target: "c", options)
        }
        options.metrics = ["r2"]
        assertFault(.value, "`r2` judges numbers") {
            try Pipeline([self.dense(3, "softmax")]).fit(frame, target: "c", options)
        }
    }

    func testWhatFitChoosesIsNamed() throws {
        var options = FitOptions(key: RandomKey(seed: 0))
        options.epochs = 1
        let x = try Tensor([0.0, 1, 2, 3], sizes: [4, 1])
        let model = try Pipeline([dense(1)]).fit(x, Tensor([true, false, true, false]), options)
        XCTAssertEqual(
            model.training.choices,
            "fit chose a sigmoid at the end, the loss bce, the optimizer adam, the metric accuracy, "
                + "as the target has 2 classes")
        XCTAssertEqual(model.training.history.names, ["epoch", "loss", "accuracy", "rate"])
        XCTAssertEqual(try model.probabilities(x).names, ["false", "true"])
        XCTAssertEqual(try model.predict(x).dtype, .bool)
    }

    func testPredictionNeedsTheColumnsOfTraining() throws {
        let parts = try steps("impute", "one_hot") + [dense(1)]
        let model = try Pipeline(parts).fit(Self.small(), target: "y", options())
        let rows = try Frame([("t", Column(["b"])), ("n", Column([7]))])
        XCTAssertEqual(try model.predict(rows).result.count, 1, "an int column stands for a float one")
        let missing = try Frame([("t", Column(["b"])), ("n", Column([nil] as [String?]))])
        XCTAssertEqual(try model.predict(missing).result.count, 1, "a missing cell has any type")
        assertFault(.column, "the model takes column `n`, which the frame does not have") {
            try model.predict(Frame([("t", Column(["b"])), ("nn", Column([7]))]))
        }
        assertFault(.type, "column `n` is string, and the model was trained with float there") {
            try model.predict(Frame([("t", Column(["b"])), ("n", Column(["7"]))]))
        }
        assertFault(.value, "which training did not see") {
            try model.predict(Frame([("t", Column(["z"])), ("n", Column([7.0]))]))
        }
        assertFault(.column, "use `predict` for rows whose target is not known") { try model.evaluate(rows) }
        XCTAssertEqual(try model.predict(rows.take([])).result.count, 0)
    }

    func testAModelIsAPartOfAnother() throws {
        let base = try Pipeline(steps("impute", "one_hot") + [dense(4, "tanh"), dense(1)])
            .fit(Self.small(), target: "y", options(epochs: 3))
        guard case .network(let old) = base.predictor else { return XCTFail("no network") }
        for trainable in [false, true] {
            let model = try Pipeline([.model(base, trainable: trainable), dense(1)])
                .fit(Self.small(), target: "y", options(epochs: 3))
            guard case .network(let new) = model.predictor else { return XCTFail("no network") }
            let before = try XCTUnwrap(old.parameters["dense_1.weight"]).value.f32Values
            let after = try XCTUnwrap(new.parameters["model_1.dense_1.weight"]).value.f32Values
            XCTAssertEqual(before == after, !trainable)
            XCTAssertEqual(new.parameters.trainedCount, trainable ? old.parameters.trainedCount + 2 : 2)
            XCTAssertEqual(model.features, base.features)
        }
    }

    func testValidationRowsAreNotLearntFrom() throws {
        let frame = try Frame([
            ("x", Column((0..<10).map { Double($0) })), ("y", Column((0..<10).map { Double($0) })),
        ])
        var options = try options()
        options.validation = .share(0.3)
        let model = try Pipeline(steps("standardize") + [dense(1)]).fit(frame, target: "y", options)
        guard case .scale(_, let scalings)? = model.steps.first else { return XCTFail("no scaling") }
        XCTAssertNotEqual(scalings[0].center, 4.5, "the mean of all rows")
        XCTAssertEqual(model.training.history.names, ["epoch", "loss", "r2", "val_loss", "val_r2", "rate"])
        options.validation = .share(0.01)
        assertFault(.value, "leaves nothing on one side of 10 rows") {
            try Pipeline([self.dense(1)]).fit(frame, target: "y", options)
        }
    }
}
