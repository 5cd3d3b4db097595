import XCTest

@testable import Graphs
@testable import Models
@testable import Signatures
@testable import Tensors

final class LossTests: XCTestCase {
    private func value(_ loss: Loss, _ prediction: Tensor, _ target: Tensor) throws -> Double {
        let emitter = Emitter(.eager)
        return try loss.value(emitter.constant(prediction), emitter.constant(target)).read().item().double
    }

    func testFigures() throws {
        let p = try Tensor([1.0, 2, 4])
        let t = try Tensor([1.5, 2, 1])
        XCTAssertEqual(try value(loss("mse"), p, t), 9.25 / 3, accuracy: 1e-12)
        XCTAssertEqual(try value(loss("mae"), p, t), 3.5 / 3, accuracy: 1e-12)
        XCTAssertEqual(try value(loss("huber"), p, t), (0.125 + 2.5) / 3, accuracy: 1e-12)
        XCTAssertEqual(try value(loss("huber", ["delta": .int(4)]), p, t), (0.125 + 4.5) / 3, accuracy: 1e-12)
        XCTAssertEqual(
            try value(loss("bce"), Tensor([0.9, 0.2]), Tensor([1, 0])), -(log(0.9) + log(0.8)) / 2,
            accuracy: 1e-12)
        let rows = try Tensor([0.9, 0.1, 0.2, 0.8], sizes: [2, 2])
        let expected = -(log(0.9) + log(0.8)) / 2
        XCTAssertEqual(try value(loss("cross_entropy"), rows, Tensor([0, 1])), expected, accuracy: 1e-12)
        XCTAssertEqual(
            try value(loss("cross_entropy"), rows, Tensor([0, 1], sizes: [2, 1])), expected, accuracy: 1e-12)
        let spread = try Tensor([1.0, 0, 0, 1], sizes: [2, 2])
        XCTAssertEqual(try value(loss("cross_entropy"), rows, spread), expected, accuracy: 1e-12)
    }

    func testLogitsAgreeWithProbabilities() throws {
        let z = try Tensor([0.3, -1.2, 2.0, 0.5], sizes: [2, 2])
        let emitter = Emitter(.eager)
        let sigmoid = try emitter.constant(z).sigmoid().read()
        let target = try Tensor([1.0, 0, 1, 1], sizes: [2, 2])
        XCTAssertEqual(
            try value(loss("bce", ["logits": .bool(true)]), z, target),
            try value(loss("bce"), sigmoid, target),
            accuracy: 1e-12)
        let softmax = try emitter.constant(z).softmax().read()
        let classes = try Tensor([1, 0])
        XCTAssertEqual(
            try value(loss("cross_entropy", ["logits": .bool(true)]), z, classes),
            try value(loss("cross_entropy"), softmax, classes), accuracy: 1e-12)
    }

    /// Where a probability rounds to 0 or 1 the gradient still has to flow.
    func testFusedPairsAreStable() throws {
        let tape = Emitter(.tape)
        let z = tape.variable(try Tensor([-200.0, 300], sizes: [2, 1]))
        let l = try loss("bce").fused(z.sigmoid(), tape.constant(Tensor([1.0, 0], sizes: [2, 1])))
        XCTAssertEqual(try l.read().item().double, 250, accuracy: 1e-9)
        XCTAssertEqual(try tape.gradient(of: l, wrt: [z])[0].read().f64Values, [-0.5, 0.5])
        let logits = tape.variable(try Tensor([500.0, 0, -500], sizes: [1, 3]))
        let c = try loss("cross_entropy").fused(logits.softmax(), tape.constant(Tensor([2])))
        XCTAssertEqual(try c.read().item().double, 1000, accuracy: 1e-9)
        let slopes = try tape.gradient(of: c, wrt: [logits])[0].read().f64Values
        for (slope, expected) in zip(slopes, [1.0, 0, -1]) {
            XCTAssertEqual(slope, expected, accuracy: 1e-12)
        }
    }

    func testGradientsAgainstCentralDifferences() throws {
        let key = RandomKey(seed: 11)
        let p = (0..<6).map { 0.1 + 0.8 * key.unit(block: $0) }
        let t = (0..<6).map { (0.1 + 0.8 * key.unit(block: 100 + $0)).rounded() }
        let target = try Tensor(t, sizes: [2, 3])
        for loss in try [
            loss("mse"), loss("mae"), loss("huber", ["delta": .float(0.3)]), loss("bce"),
            loss("cross_entropy"),
            loss("bce", ["logits": .bool(true)]), loss("cross_entropy", ["logits": .bool(true)]),
        ] {
            try assertGradient(at: Tensor(p, sizes: [2, 3]), loss.name) {
                try loss.value($0, $0.emitter.constant(target))
            }
        }
    }

    func testShapesMustBeEqual() throws {
        XCTAssertThrowsError(try value(loss("mse"), Tensor([1.0, 2]), Tensor([1.0]))) {
            XCTAssertEqual(($0 as? Fault)?.message, "`mse` compares tensors of equal shapes")
        }
    }
}
