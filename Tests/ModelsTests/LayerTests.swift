import XCTest

@testable import Graphs
@testable import Models
@testable import Signatures
@testable import Tensors

final class LayerTests: XCTestCase {
    /// What a chain gives for `x`, with parameters drawn from the layers' keys.
    private func output(_ stages: [any Stage], _ x: Tensor, training: Bool = false) throws -> Tensor {
        let context = ForwardContext(Emitter(.eager), training: training, dtype: x.dtype.floating)
        return try context.run(stages, context.emitter.constant(x)).read()
    }

    private func ramp(_ sizes: [Int]) throws -> Tensor {
        let key = RandomKey(seed: 5)
        let count = sizes.reduce(1, *)
        return try Tensor((0..<count).map { 2 * key.unit(block: UInt64($0)) - 1 }, sizes: sizes)
    }

    func testCallingTwiceDrawsTheSame() throws {
        let net = try [layer("dense", ["units": .int(3)], 1)]
        let x = try ramp([2, 4])
        XCTAssertEqual(try output(net, x).f64Values, try output(net, x).f64Values)
    }

    func testOneLayerAtTwoPlacesHasTwoSets() throws {
        let dense = try layer("dense", ["units": .int(4)], 1)
        let context = ForwardContext(Emitter(.eager))
        _ = try context.run([dense, dense], context.emitter.constant(ramp([2, 4])))
        XCTAssertEqual(
            context.store.entries.map(\.path),
            ["dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias"])
        XCTAssertNotEqual(
            context.store["dense_1.weight"]?.value.f32Values, context.store["dense_2.weight"]?.value.f32Values
        )
    }

    func testChainsWithinChainsCountAsOne() throws {
        let dense = try layer("dense", ["units": .int(4)], 1)
        let x = try ramp([2, 4])
        XCTAssertEqual(
            try output([dense, dense, dense], x).f64Values,
            try output([Chain([dense, Chain([dense])]), dense], x).f64Values)
    }

    func testInitialValues() throws {
        let context = ForwardContext(Emitter(.eager))
        _ = try context.run(
            [
                layer("dense", ["units": .int(200), "activation": .string("relu")], 1),
                layer("dense", ["units": .int(100)], 2),
            ],
            context.emitter.constant(Tensor.zeros(.f32, [1, 100])))
        let he = try XCTUnwrap(context.store["dense_1.weight"]).value.f64Values
        XCTAssertEqual(he.reduce(0) { $0 + $1 * $1 } / 20000, 0.02, accuracy: 0.001)
        let glorot = try XCTUnwrap(context.store["dense_2.weight"]).value.f64Values
        XCTAssertEqual(glorot.reduce(0) { $0 + $1 * $1 } / 20000, 2.0 / 300, accuracy: 0.0003)
        XCTAssertLessThanOrEqual(glorot.map(abs).max() ?? 1, (6.0 / 300).squareRoot())
    }

    func testGradientsOfInputsAgainstCentralDifferences() throws {
        let cases: [(String, [any Stage], [Int], training: Bool)] = try [
            (
                "dense", [layer("dense", ["units": .int(3), "activation": .string("tanh")], 1)], [2, 4], false
            ),
            (
                "gelu", [layer("dense", ["units": .int(3), "activation": .string("gelu")], 1)], [2, 2, 3],
                false
            ),
            (
                "softmax", [layer("dense", ["units": .int(3), "activation": .string("softmax")], 1)], [2, 4],
                false
            ),
            ("layer_norm", [layer("layer_norm")], [3, 4], false),
            ("batch_norm", [layer("batch_norm")], [5, 3], true),
            ("batch_norm, predicting", [layer("batch_norm")], [5, 3], false),
            ("dropout", [layer("dropout", ["rate": .float(0.4)])], [4, 5], true),
            (
                "conv2d",
                [layer("conv2d", ["filters": .int(2), "size": .int(3), "padding": .string("same")], 1)],
                [2, 4, 5, 2], false
            ),
            (
                "strided",
                [layer("conv2d", ["filters": .int(2), "size": .ints([2, 3]), "stride": .int(2)], 1)],
                [1, 5, 6, 2], false
            ),
            ("max_pool", [layer("max_pool")], [2, 4, 5, 2], false),
            (
                "avg_pool",
                [layer("avg_pool", ["size": .int(3), "stride": .int(1), "padding": .string("same")])],
                [1, 4, 4, 2], false
            ),
            ("reshape", [layer("reshape", ["sizes": .ints([2, -1])]), layer("flatten")], [2, 6], false),
        ]
        for (name, stages, sizes, training) in cases {
            try assertGradient(at: ramp(sizes), name) { x in
                let context = ForwardContext(x.emitter, training: training, dtype: .f64)
                let y = try context.run(stages, x)
                // Weights that differ make the upstream gradient differ from element to element.
                let weights = try x.emitter.constant(self.ramp(y.type.knownSizes ?? []))
                return try (y * weights * y).sum()
            }
        }
    }

    func testGradientsOfParametersAgainstCentralDifferences() throws {
        for (name, path, stage, sizes) in try [
            (
                "dense", "dense_1.weight",
                layer("dense", ["units": .int(3), "activation": .string("sigmoid")], 1), [4, 2]
            ),
            ("dense", "dense_1.bias", layer("dense", ["units": .int(3)], 1), [4, 2]),
            (
                "conv2d", "conv2d_1.weight", layer("conv2d", ["filters": .int(2), "size": .int(2)], 1),
                [2, 3, 3, 2]
            ),
            ("layer_norm", "layer_norm_1.scale", layer("layer_norm"), [2, 3]),
            ("batch_norm", "batch_norm_1.offset", layer("batch_norm"), [4, 3]),
        ] {
            let x = try ramp(sizes)
            let first = ForwardContext(Emitter(.eager), training: true, dtype: .f64)
            _ = try first.run([stage], first.emitter.constant(x))
            let start = try XCTUnwrap(first.store[path]).value
            try assertGradient(at: start, "\(name) \(path)") { parameter in
                let context = ForwardContext(
                    parameter.emitter, store: first.store, training: true, dtype: .f64)
                context.substitute(parameter, at: path)
                return try context.run([stage], parameter.emitter.constant(x)).square().sum()
            }
        }
    }

    func testBatchNormKeepsRunningStatistics() throws {
        let x = try Tensor([1.0, 2, 3, 10], sizes: [4, 1])
        let context = ForwardContext(Emitter(.eager), training: true, dtype: .f64)
        let y = try context.run([layer("batch_norm")], context.emitter.constant(x)).read().f64Values
        XCTAssertEqual(y.reduce(0, +), 0, accuracy: 1e-9)
        let states = try Dictionary(
            uniqueKeysWithValues: context.nextStates.map { ($0.path, try $0.value.read().f64Values[0]) })
        XCTAssertEqual(try XCTUnwrap(states["batch_norm_1.mean"]), 0.4, accuracy: 1e-12)
        XCTAssertEqual(try XCTUnwrap(states["batch_norm_1.variance"]), 0.9 + 1.25, accuracy: 1e-12)
    }

    func testDropoutKeepsTheMean() throws {
        let ones = try Tensor.filled(1, .f32, [100, 100])
        let dropped = try output([layer("dropout", ["rate": .float(0.3)])], ones, training: true).f32Values
        XCTAssertEqual(Double(dropped.count { $0 == 0 }) / 10_000, 0.3, accuracy: 0.02)
        XCTAssertEqual(Double(dropped.max() ?? 0), 1 / 0.7, accuracy: 1e-6)
        XCTAssertEqual(try output([layer("dropout")], ones).f32Values, ones.f32Values)
    }

    func testEmbeddingTakesRows() throws {
        let y = try output(
            [layer("embedding", ["count": .int(4), "size": .int(2)], 1)], Tensor([3, 0, 3], sizes: [1, 3]))
        XCTAssertEqual(y.sizes, [1, 3, 2])
        XCTAssertEqual(Array(y.f32Values[0..<2]), Array(y.f32Values[4..<6]))
    }

    func testFrozenStagesAreNotTrained() throws {
        let dense = try layer("dense", ["units": .int(2)], 1)
        let context = ForwardContext(Emitter(.tape))
        let x = context.emitter.constant(try ramp([1, 2]))
        _ = try context.run([FixedStage(dense, isTrained: false), dense], x)
        XCTAssertEqual(context.trained.map(\.path), ["dense_2.weight", "dense_2.bias"])
    }

    func testFixedStagesKeepTheirParameters() throws {
        let dense = try layer("dense", ["units": .int(2)], 1)
        let x = try ramp([1, 2])
        let first = ForwardContext(Emitter(.eager))
        let expected = try first.run([dense, dense], first.emitter.constant(x)).read().f64Values
        let fixed = FixedStage(Chain([dense, dense]), parameters: first.store, isTrained: true)
        XCTAssertEqual(try output([layer("flatten"), fixed], x).f64Values, expected)
    }

    func testErrorsSayWhatIsNeeded() throws {
        let cases: [([any Stage], [Int], String)] = try [
            (
                [layer("flatten"), layer("conv2d", ["filters": .int(2), "size": .int(3)])], [2, 8],
                "layer 2 (conv2d) needs images, [batch, height, width, channel], layer 1 gives [2, 8]"
            ),
            (
                [layer("batch_norm")], [8],
                "layer 1 (batch_norm) needs a batch with at least 2 axes, the input is [8]"
            ),
        ]
        for (stages, sizes, message) in cases {
            XCTAssertThrowsError(try output(stages, Tensor.zeros(.f32, sizes))) {
                XCTAssertEqual(($0 as? Fault)?.message, message)
            }
        }
        XCTAssertThrowsError(try layer("dense", ["units": .int(0)])) {
            XCTAssertEqual(($0 as? Fault)?.message, "`dense` takes a whole number of at least 1 for `units`")
        }
        XCTAssertThrowsError(try layer("dense", ["units": .int(2), "activation": .string("rleu")])) {
            XCTAssertEqual(($0 as? Fault)?.help, "did you mean `relu`?")
        }
    }
}
