import Formats
import Foundation
import XCTest

@testable import Models
@testable import Signatures
@testable import Tensors

/// The fall of the loss over 100 steps from the same parameters on the same batches, as PyTorch has it:
/// `scripts/parity/training.py` wrote the figures, and the parameters as PyTorch's users exchange them.
final class TrainingParityTests: XCTestCase {
    private struct Packed: Decodable {
        var sizes: [Int]
        var values: [Double]

        func tensor(integral: Bool) throws -> Tensor {
            integral
                ? try Tensor(values.map { Int($0) }, sizes: sizes)
                : try Tensor(values.map { Float($0) }, sizes: sizes)
        }
    }

    private struct Case: Decodable {
        var name: String
        var inputs: Packed
        var targets: Packed
        var losses: [Double]
    }

    private func assertFalls(
        _ name: String, _ network: [any Stage], loss: Loss, _ optimizer: Optimizer, line: UInt = #line
    ) throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../Parity")
        let figures = try Data(contentsOf: folder.appendingPathComponent("training.json"))
        let cases = try JSONDecoder().decode([Case].self, from: figures)
        let reference = try XCTUnwrap(cases.first { $0.name == name })
        var options = TrainingOptions(optimizer: optimizer, loss: loss)
        options.epochs = reference.losses.count
        options.batch = 16
        options.shuffles = false
        let start = try Safetensors.read(folder.appendingPathComponent("training.safetensors").path)
            .filter { $0.name.hasPrefix(name + "/") }
            .map {
                ParameterStore.Entry(path: String($0.name.dropFirst(name.count + 1)), value: $0.tensor, role: .trained)
            }
        XCTAssertFalse(start.isEmpty, line: line)
        let result = try train(
            network, inputs: reference.inputs.tensor(integral: ["words", "rows"].contains(name)),
            targets: reference.targets.tensor(integral: loss.name == "cross_entropy"), options: options,
            key: RandomKey(seed: 0), parameters: ParameterStore(start))
        XCTAssertNil(result.unplannedBecause, line: line)
        for (record, expected) in zip(result.history, reference.losses) {
            XCTAssertEqual(
                record.loss, expected, accuracy: 1e-4 * expected, "\(name), epoch \(record.epoch)", line: line
            )
        }
    }

    private func dense(_ units: Int, _ activation: String? = nil) throws -> any Stage {
        try layer("dense", ["units": .int(units), "activation": activation.map { .string($0) } ?? .none])
    }

    func testBinary() throws {
        let network = try [dense(16, "relu"), dense(8, "tanh"), dense(1, "sigmoid")]
        try assertFalls("binary", network, loss: loss("bce"), optimizer("adam", rate: 0.01))
    }

    func testRegression() throws {
        let network = try [dense(16, "gelu"), layer("layer_norm"), dense(1)]
        try assertFalls(
            "regression", network, loss: loss("mse"),
            optimizer("momentum", ["rate": .float(0.01), "nesterov": .bool(true)]))
    }

    func testClasses() throws {
        let network = try [dense(12), layer("batch_norm"), Activation(named: "relu"), dense(3, "softmax")]
        try assertFalls(
            "classes", network, loss: loss("cross_entropy"),
            optimizer("adamw", ["rate": .float(0.01), "decay": .float(0.05), "clip": .float(0.5)]))
    }

    func testImages() throws {
        let network = try [
            layer(
                "conv2d",
                [
                    "filters": .int(4), "size": .int(3), "padding": .string("same"),
                    "activation": .string("relu"),
                ]),
            layer("max_pool", ["size": .int(2)]),
            layer("conv2d", ["filters": .int(6), "size": .int(3), "activation": .string("relu")]),
            layer("avg_pool", ["size": .int(2)]), layer("flatten"), dense(3, "softmax"),
        ]
        try assertFalls("images", network, loss: loss("cross_entropy"), optimizer("adam", rate: 0.01))
    }

    func testRowsThatABatchDoesNotUse() throws {
        let network = try [
            layer("embedding", ["count": .int(40), "size": .int(4)]), layer("flatten"), dense(3, "softmax"),
        ]
        try assertFalls(
            "rows", network, loss: loss("cross_entropy"),
            optimizer("adam", ["rate": .float(0.05), "lazy": .bool(true)]))
    }

    func testWords() throws {
        let network = try [
            layer("embedding", ["count": .int(7), "size": .int(4)]), layer("flatten"), dense(3, "softmax"),
        ]
        try assertFalls("words", network, loss: loss("cross_entropy"), optimizer("sgd", rate: 0.5))
    }
}
