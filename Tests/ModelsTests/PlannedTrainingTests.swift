import CKernels
import XCTest

@testable import Graphs
@testable import Models
@testable import Signatures
@testable import Tensors

/// What plans promise beyond the tape: no allocation, the same bits on any number of threads, and a way out where
/// a stage can't be recorded.
final class PlannedTrainingTests: XCTestCase {
    private func data(_ options: TrainingOptions, rows: Int = 100) throws -> TrainingData {
        let (inputs, targets) = try TrainingTests.crossed(rows)
        return try TrainingData(inputs, targets, options, key: RandomKey(seed: 1))
    }

    func testStepsAllocateNothing() throws {
        let options = try TrainingTests.options()
        let data = try data(options)
        let network = try TrainingTests.network() + [layer("dropout", ["rate": .float(0.1)])]
        let run = try TrainingRun(network, data, options, key: RandomKey(seed: 1), ParameterStore())
        guard case .planned(let graphs) = run.setup.form else { return XCTFail("it is not planned") }
        let runner = try PlannedRunner(graphs, run.setup, from: run.state)
        func epoch() throws {
            for batch in 0..<data.training.batches {
                _ = try runner.learn(data.training, batch: batch, .whole)
                runner.update(rate: 0.01)
            }
        }
        try epoch()
        // With nothing left of the budget, an allocation of any size would throw.
        let total = MemoryBudget.total
        MemoryBudget.setTotal(MemoryBudget.used)
        defer { MemoryBudget.setTotal(total) }
        XCTAssertThrowsError(try Storage.allocate(bytes: 1))
        for _ in 0..<5 { try epoch() }
    }

    func testThreadsDoNotChangeBits() throws {
        let key = RandomKey(seed: 4)
        let inputs = try Tensor(
            (0..<600 * 300).map { Float(key.unit(block: UInt64($0))) }, sizes: [600, 300])
        let targets = try Tensor((0..<600).map { Float($0 % 2) })
        let network = try [
            layer("dense", ["units": .int(300), "activation": .string("relu")], 1), layer("dropout"),
            layer("dense", ["units": .int(1), "activation": .string("sigmoid")], 2),
        ]
        var options = try TrainingTests.options(epochs: 2)
        options.batch = 300
        let before = tk_threads()
        defer { tk_set_threads(before) }
        let runs = try [1, 2].map { threads in
            tk_set_threads(Int32(threads))
            let result = try train(network, inputs: inputs, targets: targets, options: options, key: key)
            return result.parameters.entries.map(\.value.f32Values)
        }
        XCTAssertEqual(runs[0], runs[1])
    }

    /// A stage that looks at its input, and so can't be recorded.
    private struct Peeking: Stage {
        let name = "peeking"

        func forward(_ x: Var, _ context: ForwardContext) throws -> Var {
            try x.read().f32Values.contains { $0 > 1e9 } ? -x : x
        }
    }

    func testWhatCannotBeRecordedIsTrainedOpByOp() throws {
        let (inputs, targets) = try TrainingTests.crossed(50)
        var options = try TrainingTests.options(epochs: 4)
        // Dropout makes numbers above 1 of probabilities.
        options.loss = try loss("mse")
        func run(_ network: [any Stage]) throws -> TrainingRun {
            try train(network, inputs: inputs, targets: targets, options: options, key: RandomKey(seed: 1))
        }
        let planned = try run(TrainingTests.network() + [layer("dropout", ["rate": .float(0.2)])])
        let eager = try run([Peeking()] + TrainingTests.network() + [layer("dropout", ["rate": .float(0.2)])])
        XCTAssertTrue(planned.isPlanned)
        XCTAssertEqual(eager.unplannedBecause?.kind, .recording)
        XCTAssertEqual(eager.layers.map { $0.output.map(\.description) }.last, ["batch", "1"])
        // Both draw the same masks, and differ in rounding alone.
        for (a, b) in zip(planned.history, eager.history) { XCTAssertEqual(a.loss, b.loss, accuracy: 1e-5) }
    }

    func testRunningStatisticsAreLearnt() throws {
        let (inputs, targets) = try TrainingTests.crossed(64)
        let network = try [layer("batch_norm")] + TrainingTests.network()
        let result = try train(
            network, inputs: inputs, targets: targets, options: TrainingTests.options(epochs: 30),
            key: RandomKey(seed: 1))
        XCTAssertTrue(result.isPlanned)
        let mean = try XCTUnwrap(result.parameters["batch_norm_1.mean"]).value.f32Values
        let expected = try Emitter(.eager).constant(inputs).mean([0]).read().f32Values
        for (a, b) in zip(mean, expected) { XCTAssertEqual(a, b, accuracy: 0.05) }
    }

    func testTheRecordedNetworkPredictsAsTheStagesDo() throws {
        let network = try TrainingTests.network() + [layer("dropout")]
        let (inputs, _) = try TrainingTests.crossed(5)
        let recorded = try recordInference(network, row: TensorType(.f32, sizes: [2]))
        let context = ForwardContext(Emitter(.eager), store: recorded.parameters)
        let expected = try context.run(network, context.emitter.constant(inputs)).read().f32Values
        let parameters = Dictionary(recorded.parameters.entries.map { ($0.path, $0.value) }) { first, _ in
            first
        }
        let outputs = try recorded.graph.run(inputs: ["input": inputs], parameters: parameters).outputs
        XCTAssertEqual(outputs.first?.f32Values, expected)
    }
}
