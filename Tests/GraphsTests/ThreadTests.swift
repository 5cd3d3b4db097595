import CKernels
import Foundation
import Signatures
import Tensors
import XCTest

@testable import Graphs

/// Every op of the table gives the same bits on any number of threads, for operands that are large enough to be split.
final class ThreadTests: XCTestCase {
    override func tearDown() { tk_set_threads(2) }

    func testResultsDoNotDependOnThreads() throws {
        for op in Op.all {
            let points = try LargeOperands.of(op)
            XCTAssertFalse(points.isEmpty, "\(op.name) has no operands here")
            for operands in points {
                tk_set_threads(1)
                let expected = try results(op, operands)
                for threads in [3, 2, 8] {
                    tk_set_threads(Int32(threads))
                    XCTAssertEqual(try results(op, operands), expected, "\(op.name) on \(threads) threads")
                }
            }
        }
    }

    /// The bits of the results, and of the gradients where there are any.
    private func results(_ op: Op, _ operands: GradientPoint) throws -> [Data] {
        let tape = Emitter(.tape)
        let inputs = operands.inputs.map { $0.dtype.isFloating ? tape.variable($0) : tape.constant($0) }
        let outputs = try tape.emit(op, inputs, operands.attributes)
        let bits = try outputs.map { try $0.read().bytes() }
        guard case .rule = op.gradient, outputs[0].dtype.isFloating else { return bits }
        let number = try (outputs[0] * outputs[0]).sum()
        return try bits + tape.gradient(of: number, wrt: inputs).map { try $0.read().bytes() }
    }
}

extension Tensor {
    fileprivate func bytes() throws -> Data {
        let packed = try contiguous()
        return withExtendedLifetime(packed) { Data(bytes: packed.base, count: packed.count * packed.dtype.size) }
    }
}

/// Operands beyond the sizes at which kernels split their work.
private enum LargeOperands {
    static func of(_ op: Op) throws -> [GradientPoint] {
        var numbers = Numbers(op.name)
        func x(_ sizes: Int...) throws -> Tensor { try numbers.tensor(sizes, 0.5, 2).cast(to: .f32) }
        func truths() throws -> Tensor { try Tensor((0..<90_000).map { $0 % 3 == 0 }, sizes: [300, 300]) }
        func point(_ inputs: [Tensor], _ attributes: [Attribute] = []) -> GradientPoint {
            GradientPoint(inputs: inputs, attributes: attributes)
        }
        switch op.kernel {
        case .unary(.not): return [point([try truths()])]
        case .unary: return [point([try x(300, 300)])]
        case .binary(.and), .binary(.or): return [point([try truths(), try truths()])]
        case .binary: return [point([try x(300, 300), try x(300, 300)]), point([try x(300, 300), try x(300, 1)])]
        case .select: return [point([try truths(), try x(300, 300), try x(300)])]
        case .clip: return [point([try x(300, 300)], [.float(0.7), .float(1.5)])]
        case .cast: return [point([try x(300, 300)], [.dtype(.f64)])]
        default: return try moving(op.name, x: x) ?? []
        }
    }

    private static func moving(_ op: String, x: (Int...) throws -> Tensor) throws -> [GradientPoint]? {
        let wide = try x(300, 300)
        let places = try Tensor((0..<90_000).map { $0 * 7 % 300 }, sizes: [300, 300])
        func points(_ inputs: [Tensor], _ attributes: [Attribute]...) -> [GradientPoint] {
            attributes.map { GradientPoint(inputs: inputs, attributes: $0) }
        }
        switch op {
        case "sum", "mean", "prod", "max", "min", "any", "all", "argmax", "argmin":
            let operand = op == "any" || op == "all" ? try wide.cast(to: .bool) : wide
            if op.hasPrefix("arg") { return points([operand], [.int(0), .bool(false)], [.int(1), .bool(true)]) }
            return points([operand], [.none, .bool(false)], [.ints([0]), .bool(false)], [.ints([1]), .bool(true)])
        case "cumsum": return points([wide], [.int(0), .bool(false)], [.int(1), .bool(true)])
        case "softmax", "log_softmax": return points([wide], []) + points([try x(9_000, 10)], [])
        case "matmul":
            return points([wide, try x(300, 300)], []) + points([try x(8, 100, 100), try x(100, 70)], [])
                + points([wide, try x(300)], [])
        case "attention":
            return points([try x(8, 130, 16), try x(8, 90, 16), try x(8, 90, 20)], [.bool(true)], [.bool(false)])
        case "attention_gradient":
            return points([try x(8, 130, 16), try x(8, 90, 16), try x(8, 90, 20), try x(8, 130, 20)], [.bool(true)])
        case "argsort": return points([wide], [.bool(false)])
        case "gather": return points([wide, try Tensor((0..<600).map { $0 % 300 })], [.int(0)], [.int(1)])
        case "scatter_add": return points([wide, try Tensor((0..<300).map { $0 % 70 })], [.int(0), .sizes([70])])
        case "gather_along": return points([wide, places], [.int(1)], [.int(0)])
        case "scatter_add_along": return points([wide, places], [.int(1), .sizes([300])])
        case "one_hot": return points([places], [.int(300), .dtype(.f32)])
        default: return try images(op, x: x) ?? shaping(op, wide)
        }
    }

    private static func images(_ op: String, x: (Int...) throws -> Tensor) throws -> [GradientPoint]? {
        let (images, filters) = (try x(6, 30, 30, 16), try x(3, 3, 16, 20))
        let settings: [Attribute] = [.int(1), .string("same")]
        func point(_ inputs: [Tensor], _ attributes: [Attribute]) -> [GradientPoint] {
            [GradientPoint(inputs: inputs, attributes: attributes)]
        }
        switch op {
        case "conv2d":
            return point([images, filters], settings) + point([images, filters], [.int(2), .string("valid")])
        case "conv2d_input": return point([try x(6, 30, 30, 20), filters], settings + [.sizes([30, 30])])
        case "conv2d_filter": return point([images, try x(6, 30, 30, 20)], settings + [.ints([3, 3])])
        case "max_pool", "avg_pool": return point([images], [.int(2), .int(2), .string("valid")])
        case "avg_pool_gradient":
            return point([try x(6, 15, 15, 16)], [.int(2), .int(2), .string("valid"), .sizes([30, 30])])
        default: return nil
        }
    }

    private static func shaping(_ op: String, _ wide: Tensor) throws -> [GradientPoint]? {
        let key = try Tensor([3, 4])
        let attributes: [Attribute]
        switch op {
        case "reshape": attributes = [.ints([-1, 50])]
        case "broadcast_to": attributes = [.sizes([2, 300, 300])]
        case "transpose": attributes = [.none]
        case "unsqueeze": attributes = [.int(0)]
        case "slice": attributes = [.int(0), .none, .none, .int(-1)]
        case "slice_scatter": attributes = [.int(0), .int(0), .none, .int(2), .sizes([600])]
        case "pad": attributes = [.ints([1, 0]), .ints([0, 1]), .float(0)]
        case "squeeze": return [GradientPoint(inputs: [try wide.unsqueezed(0)], attributes: [.int(0)])]
        case "concat": return [GradientPoint(inputs: [wide, wide], attributes: [.int(1)])]
        case "after": return [GradientPoint(inputs: [wide, wide], attributes: [])]
        case "identity", "stop_gradient": attributes = []
        case "extent": return [GradientPoint(inputs: [], attributes: [.sizes([2, 3]), .dtype(.f32)])]
        case "uniform", "normal":
            return [
                GradientPoint(inputs: [key], attributes: [.sizes([300, 300]), .float(0), .float(1), .dtype(.f32)])
            ]
        case "bernoulli": return [GradientPoint(inputs: [key], attributes: [.sizes([300, 300]), .float(0.5)])]
        default: return nil
        }
        return [GradientPoint(inputs: [wide], attributes: attributes)]
    }
}
