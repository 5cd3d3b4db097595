import Foundation
import Graphs
import Signatures
import Tensors
import XCTest

/// Results and gradients against PyTorch's; `scripts/parity/gradients.py` writes the figures.
final class GradientParityTests: XCTestCase {
    private struct Numbers: Decodable {
        let sizes: [Int]
        let values: [Double]

        func tensor() throws -> Tensor { try Tensor(values, sizes: sizes) }
    }

    private struct Case: Decodable {
        let name: String
        let operands: [Numbers]
        let result: Numbers
        let weights: Numbers
        let gradients: [Numbers]
    }

    func testAgainstPyTorch() throws {
        for figures in try cases() {
            let tape = Emitter(.tape)
            let operands = try figures.operands.map { tape.variable(try $0.tensor()) }
            let result = try compute(figures.name, operands)
            assertClose(try result.read(), figures.result, figures.name)
            let loss = try (result * tape.constant(figures.weights.tensor())).sum()
            let gradients = try tape.gradient(of: loss, wrt: operands)
            for (gradient, expected) in zip(gradients, figures.gradients) {
                assertClose(try gradient.read(), expected, "gradient of \(figures.name)")
            }
        }
    }

    private func cases() throws -> [Case] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appendingPathComponent("Parity/gradients.json")
        return try JSONDecoder().decode([Case].self, from: Data(contentsOf: file))
    }

    private func assertClose(_ tensor: Tensor, _ expected: Numbers, _ name: String) {
        XCTAssertEqual(tensor.sizes, expected.sizes, name)
        for (a, b) in zip(tensor.f64Values, expected.values) {
            XCTAssertEqual(a, b, accuracy: 1e-9 * max(1, abs(b)), name)
        }
    }

    private func compute(_ name: String, _ x: [Var]) throws -> Var {
        switch name {
        case "cross_entropy":
            let truth = try classes(x[0]).oneHot(3, .f64)
            return try -(x[0].logSoftmax() * truth).sum([-1]).mean()
        case "bce_with_logits":
            let truth = x[0].emitter.constant(try Tensor([0, 1, 1, 1, 0, 1] as [Double], sizes: [2, 3]))
            return try (x[0].softplus() - x[0] * truth).mean()
        case "gelu": return try x[0].gelu()
        case "layer_norm": return try x[0].normalized([-1])
        case "logsumexp": return try x[0].logSumExp([0])
        case "std": return try x[0].standardDeviation([1])
        case "prod_with_zeros": return try x[0].prod([1])
        case "max_with_ties": return try x[0].max([1])
        case "clip_at_edges": return try x[0].clip(-1, 1)
        case "relu_at_zero": return try x[0].relu()
        case "maximum_of_equals": return try x[0].maximum(x[1])
        case "batched_matmul": return try x[0].matmul(x[1])
        case "embedding": return try x[0].gather(classes(x[0]))
        default: return try computeImages(name, x)
        }
    }

    private func computeImages(_ name: String, _ x: [Var]) throws -> Var {
        switch name {
        case "conv2d": return try x[0].conv2d(x[1])
        case "conv2d_strided": return try x[0].conv2d(x[1], stride: [2], padding: "same")
        case "max_pool": return try x[0].maxPool([2], stride: [2])
        case "avg_pool": return try x[0].avgPool([3], stride: [1])
        case "second_derivative":
            let y = try x[0].matmul(x[1]).tanh().square().sum()
            return try x[0].emitter.gradient(of: y, wrt: [x[0]])[0]
        default: throw Fault(.name, "no such case: \(name)")
        }
    }

    private func classes(_ x: Var) throws -> Var { x.emitter.constant(try Tensor([2, 0, 1, 2])) }
}
