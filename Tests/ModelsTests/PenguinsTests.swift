import Frames
import Signatures
import Tensors
import XCTest

@testable import Models

/// The main job, from a frame with missing values and text to a judged model.
final class PenguinsTests: XCTestCase {
    private func fit(seed: UInt64) throws -> (model: FittedModel, test: Frame) {
        var generator = Generator(seed: seed)
        let penguins = try ModelFigures.frame("penguins")
        let parts = try penguins.split([0.8], stratify: "species", key: generator.next())
        let relu = try layer("dense", ["units": .int(32), "activation": .string("relu")], seed &+ 100)
        let softmax = try layer("dense", ["units": .int(3), "activation": .string("softmax")], seed &+ 200)
        let pipeline = try Pipeline([
            .step(step("impute")), .step(step("one_hot")), .step(step("standardize")), .stage(relu),
            .stage(softmax),
        ])
        var options = FitOptions(key: generator.next())
        options.epochs = 50
        options.batch = 32
        options.optimizer = try optimizer("adam", rate: 0.01)
        return (try pipeline.fit(parts[0], target: "species", options), parts[1])
    }

    func testEverySeedLearns() throws {
        for seed in 0..<10 as Range<UInt64> {
            let (model, test) = try fit(seed: seed)
            let accuracy = try XCTUnwrap(model.evaluate(test)["accuracy"]?.number)
            XCTAssertGreaterThanOrEqual(accuracy, 0.95, "seed \(seed)")
            XCTAssertNil(model.training.unplannedBecause)
        }
    }

    func testTheSameSeedGivesTheSameBits() throws {
        let (first, test) = try fit(seed: 3)
        let (second, _) = try fit(seed: 3)
        XCTAssertEqual(
            try first.probabilities(test).result.columns.flatMap(\.numbers),
            try second.probabilities(test).result.columns.flatMap(\.numbers))
    }

    func testOneRecord() throws {
        let (model, _) = try fit(seed: 0)
        let penguin = try Frame([
            ("island", Column(["Torgersen"])), ("bill_length_mm", Column([39.0])),
            ("bill_depth_mm", Column([18.5])),
            ("flipper_length_mm", Column([185])), ("body_mass_g", Column([nil] as [Int?])),
            ("sex", Column(["male"])),
            ("year", Column([2008])),
        ])
        XCTAssertEqual(try model.predict(penguin).result.cells, [.string("Adelie")])
        let probabilities = try model.probabilities(penguin).result
        XCTAssertEqual(probabilities.names, ["Adelie", "Chinstrap", "Gentoo"])
        XCTAssertEqual(probabilities.columns.reduce(0) { $0 + $1.numbers[0] }, 1, accuracy: 1e-6)
        XCTAssertEqual(model.task.classes?.names, probabilities.names)
        XCTAssertEqual(
            model.summary.rows.map(\.name), ["impute", "one_hot", "standardize", "dense", "dense"])
    }
}
