import Signatures
import Tensors
import XCTest

@testable import Graphs

final class EmitterTests: XCTestCase {
    func testEveryRowIsFoundByItsName() {
        XCTAssertEqual(Set(Op.all.map(\.name)).count, Op.all.count)
        for op in Op.all {
            XCTAssertTrue(Op.named(op.name) === op)
            XCTAssertFalse(op.signature.summary.isEmpty)
            XCTAssertFalse(op.signature.example.isEmpty)
            let known = op.signature.related.filter { Op.named($0) == nil }
            XCTAssertTrue(Set(known).isSubset(of: ["gelu", "stack", "var"]), "\(op.name): \(known)")
        }
    }

    /// An eager emitter would take what a tape follows for a constant, and its gradient for zero.
    func testWhatIsFollowedStaysOnItsTape() throws {
        let (eager, tape) = (Emitter(.eager), Emitter(.tape))
        let x = tape.variable(try Tensor([1, 2] as [Float]))
        let y = try eager.emit(.mul, eager.constant(Tensor([3, 4] as [Float])), x)
        XCTAssertTrue(y.isTracked)
        XCTAssertEqual(try tape.gradient(of: y.sum(), wrt: [x])[0].read().f64Values, [3, 4])
        let input = Emitter(.record).input("x", TensorType(.f32, [2]))
        XCTAssertNil(try eager.emit(.exp, input).tensor)
    }

    /// d³/dx³ x⁴ = 24 x, each derivative taken of the one before on the same tape.
    func testNestedGradients() throws {
        let tape = Emitter(.tape)
        func slope(_ f: @escaping (Var) throws -> Var) -> (Var) throws -> Var {
            { outer in
                let x = try tape.variable(from: outer)
                return try tape.gradient(of: f(x), wrt: [x])[0]
            }
        }
        let third = slope(slope(slope { try $0.power(4) }))
        let x = tape.variable(try .scalar(1.5))
        XCTAssertEqual(try third(x).read().item().double, 36, accuracy: 1e-9)
    }

    /// What an inner gradient takes for constant still counts for the outer one: d/dx (x · d/dy (x y²)) at y = x.
    func testInnerGradientDependsOnOuterVariable() throws {
        let tape = Emitter(.tape)
        let x = tape.variable(try .scalar(3.0))
        let y = try tape.variable(from: x)
        let inner = try tape.gradient(of: x * y.square(), wrt: [y])[0]
        let total = try tape.gradient(of: x * inner, wrt: [x])[0]
        XCTAssertEqual(try total.read().item().double, 6 * 9, accuracy: 1e-12)
    }

    func testNoGradientIsZero() throws {
        let tape = Emitter(.tape)
        let x = tape.variable(try Tensor([1.0, 2.0]))
        let loss = try x.isGreater(1.5).cast(to: .f64).sum() + x.stopGradient().sum() + x.floor().sum()
        XCTAssertEqual(try tape.gradient(of: loss, wrt: [x])[0].read().f64Values, [0, 0])
    }

    func testMixedDtypes() throws {
        let tape = Emitter(.tape)
        let x = tape.variable(try Tensor([1, 2] as [Float]))
        let weight = tape.constant(try Tensor([3, 4]))
        let loss = try (x * weight).sum()
        let gradient = try tape.gradient(of: loss, wrt: [x])[0].read()
        XCTAssertEqual(gradient.dtype, .f32)
        XCTAssertEqual(gradient.f64Values, [3, 4])
        XCTAssertEqual(try (weight / 2).dtype, .f32)
    }

    func testFaults() throws {
        let eager = Emitter(.eager)
        let a = eager.constant(try .zeros(.f32, [3, 4]))
        let b = eager.constant(try .zeros(.f32, [5, 4]))
        assertFault(.shape, help: "transpose the right operand: `transpose(…)`") { _ = try a.matmul(b) }
        assertFault(.shape) { _ = try a + b }
        assertFault(.index) { _ = try a.sum([2]) }
        assertFault(.shape) { _ = try a.reshape([5, -1]) }
        assertFault(.type) { _ = try a.gather(b) }
        assertFault(.shape) { _ = try a.conv2d(b) }
        assertFault(.argument) { _ = try eager.emit(.sum, [a], []) }
        assertFault(.argument) { _ = try eager.emit(.add, [a], []) }
        assertFault(.internal) { _ = try eager.gradient(of: a, wrt: [a]) }
        let integers = eager.constant(try Tensor([1, 2]))
        assertFault(.internal) { _ = try eager.gradient(of: integers, wrt: [integers]) }
    }

    func testLabelsNameBothOperands() throws {
        let eager = Emitter(.eager)
        let a = eager.constant(try .zeros(.f32, [3, 4]))
        let b = eager.constant(try .zeros(.f64, [3]))
        XCTAssertThrowsError(try a + b) { error in
            XCTAssertEqual((error as? Fault)?.labels.map(\.text), ["f64 [3, 4]", "f64 [3]"])
        }
    }

    /// A result that does not follow from the inputs is a constant of the graph.
    func testResultThatIsConstant() throws {
        let record = Emitter(.record)
        _ = record.input("x", TensorType(.f32, sizes: [2]))
        let seven = Emitter(.eager).constant(try Tensor([7] as [Float]))
        let graph = try record.graph(outputs: [("y", seven)])
        try graph.validate()
        let result = try graph.run(inputs: ["x": Tensor([1, 2] as [Float])]).outputs
        XCTAssertEqual(result.map(\.f64Values), [[7]])
    }

    func testRecordedValuesCannotBeRead() throws {
        let record = Emitter(.record)
        let x = record.input("x", TensorType(.f32, [.named("batch"), 2]))
        let y = try (x * 2).mean([0])
        XCTAssertEqual(y.type, TensorType(.f32, sizes: [2]))
        assertFault(.recording) { _ = try y.read() }
        assertFault(.internal) { _ = try Emitter(.tape).emit(.neg, y) }
    }

    private func assertFault(
        _ kind: Fault.Kind, help: String? = nil, line: UInt = #line, _ body: () throws -> Void
    ) {
        XCTAssertThrowsError(try body(), line: line) { error in
            XCTAssertEqual((error as? Fault)?.kind, kind, line: line)
            if let help { XCTAssertEqual((error as? Fault)?.help, help, line: line) }
        }
    }
}
