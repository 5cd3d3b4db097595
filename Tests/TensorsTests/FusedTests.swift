import CKernels
import Signatures
import XCTest

@testable import Tensors

final class FusedTests: XCTestCase {
    /// A program from (op, operands) and constants.
    func program(_ steps: [(Int, [UInt8])], constants: [Float] = [], results: [UInt8]) -> tk_program {
        var program = tk_program()
        program.steps = Int32(steps.count)
        program.constants = Int32(constants.count)
        withUnsafeMutableBytes(of: &program.step) { bytes in
            let slots = bytes.bindMemory(to: tk_step.self)
            for (slot, (op, operands)) in steps.enumerated() {
                let all = operands + [0, 0, 0]
                slots[slot] = tk_step(op: UInt8(op), a: all[0], b: all[1], c: all[2])
            }
        }
        withUnsafeMutableBytes(of: &program.constant) { bytes in
            for (slot, value) in constants.enumerated() { bytes.bindMemory(to: Float.self)[slot] = value }
        }
        withUnsafeMutableBytes(of: &program.result) { bytes in
            for (slot, register) in results.enumerated() { bytes[slot] = register }
        }
        return program
    }

    func step(_ op: tk_unary_op) -> Int { Int(op.rawValue) + TK_STEP_UNARY }
    func step(_ op: tk_binary_op) -> Int { Int(op.rawValue) + TK_STEP_BINARY }

    func testChainEqualsItsSteps() throws {
        for sizes in [[3, 5], [70, 50], [300, 300]] {
            let x = try RandomKey(seed: 1).normal(sizes)
            let bias = try RandomKey(seed: 2).normal([sizes[1]])
            let column = try RandomKey(seed: 3).normal([sizes[0], 1])
            // Registers: x, bias, column, 0.5, then the steps.
            var chain = program(
                [
                    (step(TK_ADD), [0, 1]), (step(TK_TANH), [4]), (step(TK_MUL), [5, 2]),
                    (step(TK_SUB), [6, 3]),
                ],
                constants: [0.5], results: [7, 5])
            let a = try Tensor.uninitialized(.f32, x.shape)
            let b = try Tensor.uninitialized(.f32, x.shape)
            try Kernel.run(tk_fused, outputs: [a, b], inputs: [x, bias, column], extra: &chain)
            let t = try unary(TK_TANH, binary(TK_ADD, x, bias))
            XCTAssertEqual(b.f32Values, t.f32Values)
            XCTAssertEqual(
                a.f32Values, try binary(TK_SUB, binary(TK_MUL, t, column), .scalar(0.5, .f32)).f32Values)
        }
    }

    func testInPlaceAndOtherSteps() throws {
        var x = try Tensor([Float(-1), 2, .nan, 4])
        var relu = program([(TK_STEP_KEEP_POSITIVE, [1, 0])], results: [2])
        let dy = try Tensor([Float(10), 20, 30, 40])
        try x.makeUnique()
        try Kernel.run(tk_fused, outputs: [x], inputs: [x, dy], extra: &relu)
        XCTAssertEqual(x.f32Values, [0, 20, 0, 40])
        var choose = program(
            [
                (TK_STEP_COMPARE + Int(TK_GREATER.rawValue), [0, 1]), (TK_STEP_WHERE, [2, 1, 0]),
                (TK_STEP_MULTIPLY_ADD, [3, 1, 0]),
            ],
            constants: [10], results: [4])
        let out = try Tensor.uninitialized(.f32, x.shape)
        try Kernel.run(tk_fused, outputs: [out], inputs: [x], extra: &choose)
        XCTAssertEqual(out.f32Values, [0, 120, 0, 140])
    }

    func testProgramsThatMakeNoSense() throws {
        let x = try Tensor([Float(1)])
        for bad in [
            program([(200, [0])], results: [1]), program([(step(TK_EXP), [1])], results: [1]),
            program([(step(TK_EXP), [0])], results: [9]), program([], results: [0]),
        ] {
            var chain = bad
            XCTAssertNotNil(faultKind { try Kernel.run(tk_fused, outputs: [x], inputs: [x], extra: &chain) })
        }
    }
}
