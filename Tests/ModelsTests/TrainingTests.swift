import XCTest

@testable import Models
@testable import Signatures
@testable import Tensors

/// Training as a whole: what it learns, when it ends, what it says.
final class TrainingTests: XCTestCase {
    /// Two classes, parted by the sign of the product of the two inputs.
    static func crossed(_ rows: Int) throws -> (inputs: Tensor, targets: Tensor) {
        let key = RandomKey(seed: 3)
        let inputs = (0..<2 * rows).map { Float(2 * key.unit(block: UInt64($0)) - 1) }
        let targets = (0..<rows).map { inputs[2 * $0] * inputs[2 * $0 + 1] > 0 ? Float(1) : 0 }
        return (try Tensor(inputs, sizes: [rows, 2]), try Tensor(targets))
    }

    static func network() throws -> [any Stage] {
        [
            try layer("dense", ["units": .int(16), "activation": .string("relu")], 1),
            try layer("dense", ["units": .int(1), "activation": .string("sigmoid")], 2),
        ]
    }

    static func options(_ optimizer: String = "adam", rate: Double = 0.05, epochs: Int = 30) throws
        -> TrainingOptions
    {
        var options = TrainingOptions(
            optimizer: try ModelsTests.optimizer(optimizer, rate: rate), loss: try ModelsTests.loss("bce"))
        options.epochs = epochs
        return options
    }

    static var accuracy: TrainingMetric {
        TrainingMetric(name: "accuracy", isBetterHigher: true) { predictions, targets in
            let pairs = zip(predictions.f32Values, targets.f32Values)
            return Double(pairs.count { ($0 > 0.5) == ($1 > 0.5) }) / Double(targets.count)
        }
    }

    func testLearnsWhatNoLineParts() throws {
        let (inputs, targets) = try Self.crossed(200)
        var options = try Self.options()
        options.metrics = [Self.accuracy]
        options.validation = .share(0.25)
        let result = try train(
            Self.network(), inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 1))
        XCTAssertEqual(result.history.count, 30)
        let last = try XCTUnwrap(result.history.last)
        XCTAssertGreaterThan(try XCTUnwrap(last[column: "accuracy"]), 0.95)
        XCTAssertGreaterThan(try XCTUnwrap(last[column: "val_accuracy"]), 0.85)
        XCTAssertLessThan(last.loss, 0.2)
        XCTAssertEqual(result.layers.map(\.parameterCount), [48, 17])
        XCTAssertEqual(
            result.layers.map { $0.output.map(\.description) }, [["batch", "16"], ["batch", "1"]])
        XCTAssertEqual(result.end, .completed)
    }

    func testSameKeySameBits() throws {
        let (inputs, targets) = try Self.crossed(50)
        func weights(_ seed: UInt64, epochs: Int) throws -> [[Float]] {
            let result = try train(
                Self.network(), inputs: inputs, targets: targets, options: Self.options(epochs: epochs),
                key: RandomKey(seed: seed))
            return result.parameters.entries.map(\.value.f32Values) + [result.history.map { Float($0.loss) }]
        }
        XCTAssertEqual(try weights(1, epochs: 3), try weights(1, epochs: 3))
        XCTAssertNotEqual(try weights(1, epochs: 3), try weights(2, epochs: 3))
        // Further epochs do not change what the first ones did.
        XCTAssertEqual(
            try weights(1, epochs: 3).last, try weights(1, epochs: 5).last.map { Array($0.prefix(3)) })
    }

    func testLossThatIsNotFinite() throws {
        let inputs = try Tensor([Float](repeating: 1, count: 8), sizes: [4, 2])
        let targets = try Tensor([Float](repeating: 1e30, count: 4))
        var options = try Self.options("sgd", rate: 1e10)
        options.loss = try loss("mse")
        options.batch = 2
        let network = [try layer("dense", ["units": .int(1)], 1)]
        XCTAssertThrowsError(
            try train(network, inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 0))
        ) { error in
            let fault = error as? Fault
            XCTAssertEqual(fault?.kind, .numeric)
            XCTAssertEqual(fault?.message, "the loss became infinite in epoch 1, batch 1 of 2")
        }
    }

    func testNaNInputIsNamed() throws {
        var values = [Float](repeating: 1, count: 12)
        values[9] = .nan
        let inputs = try Tensor(values, sizes: [6, 2])
        var options = try Self.options()
        options.batch = 3
        options.shuffles = false
        XCTAssertThrowsError(
            try train(
                Self.network(), inputs: inputs, targets: Tensor.filled(1, .f32, [6]), options: options,
                key: RandomKey(seed: 0))
        ) { error in
            let fault = error as? Fault
            XCTAssertEqual(fault?.message, "the loss became NaN in epoch 1, batch 2 of 2")
            XCTAssertEqual(fault?.notes, ["the inputs are not all finite, in row 4 of those to learn from"])
        }
    }

    func testShapeErrorsNameTheLayer() throws {
        let network = try Self.network() + [layer("reshape", ["sizes": .ints([2, 2])], 3)]
        XCTAssertThrowsError(
            try train(
                network, inputs: Tensor.zeros(.f32, [4, 2]), targets: Tensor.zeros(.f32, [4]),
                options: Self.options(), key: RandomKey(seed: 0))
        ) { error in
            XCTAssertEqual(
                (error as? Fault)?.message,
                "layer 3 (reshape) needs rows of 4 elements, [batch, 2, 2], layer 2 gives [batch, 1]")
        }
    }

    func testEarlyStopGoesBackToTheBest() throws {
        let (inputs, targets) = try Self.crossed(60)
        var options = try Self.options("sgd", rate: 0, epochs: 50)
        options.batch = 60
        options.earlyStop = EarlyStop(patience: 3, least: 1e-4)
        let result = try train(
            Self.network(), inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 1))
        XCTAssertEqual(result.end, .stoppedEarly(best: 1))
        XCTAssertEqual(result.history.count, 4)
        options.earlyStop = EarlyStop(metric: "acuracy")
        options.metrics = [Self.accuracy]
        XCTAssertThrowsError(
            try train(
                Self.network(), inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 1))
        ) { XCTAssertEqual(($0 as? Fault)?.help, "did you mean `accuracy`?") }
    }

    func testInterruptLeavesWhatWasLearnt() throws {
        let (inputs, targets) = try Self.crossed(64)
        var options = try Self.options()
        var polls = 0
        options.isInterrupted = {
            polls += 1
            return polls > 5
        }
        let result = try train(
            Self.network(), inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 1))
        XCTAssertEqual(result.end, .interrupted)
        XCTAssertEqual(result.history.count, 2)
        XCTAssertEqual(result.parameters.trainedCount, 65)
    }

    func testProgressReachesEveryEpoch() throws {
        let (inputs, targets) = try Self.crossed(40)
        var epochs: [Int] = []
        _ = try train(
            Self.network(), inputs: inputs, targets: targets, options: Self.options(epochs: 3),
            key: RandomKey(seed: 1)
        ) { if $0.record != nil { epochs.append($0.epoch) } }
        XCTAssertEqual(epochs, [1, 2, 3])
    }

    func testRowsMustAgree() throws {
        XCTAssertThrowsError(
            try train(
                Self.network(), inputs: Tensor.zeros(.f32, [4, 2]), targets: Tensor.zeros(.f32, [5]),
                options: Self.options(), key: RandomKey(seed: 0))
        ) { XCTAssertEqual(($0 as? Fault)?.kind, .internal) }
        XCTAssertThrowsError(
            try train(
                Self.network(), inputs: Tensor.zeros(.f32, [0, 2]), targets: Tensor.zeros(.f32, [0]),
                options: Self.options(), key: RandomKey(seed: 0))
        ) { XCTAssertEqual(($0 as? Fault)?.message, "there are no rows to learn from") }
    }
}
