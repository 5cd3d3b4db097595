import CKernels
import Signatures
import XCTest

@testable import Tensors

/// Broadcasting, strides, ends of ranges and errors of the kernels.
final class KernelTests: XCTestCase {
    func counting(_ sizes: [Int]) throws -> Tensor {
        try Tensor((0..<sizes.reduce(1, *)).map { Float($0) }, sizes: sizes)
    }

    func testBroadcastingAgainstLoops() throws {
        let shapes = [[3, 4], [4], [3, 1], [1, 4], [], [2, 1, 4], [1]]
        for a in shapes {
            for b in shapes {
                let x = try counting(a)
                let y = try counting(b)
                let sizes = try broadcastSizes(x, y).array
                let expected = zip(
                    try x.broadcast(to: sizes).f32Values, try y.broadcast(to: sizes).f32Values
                ).map { $0 - 2 * $1 }
                let twice = try binary(TK_MUL, y, .scalar(2, .f32))
                XCTAssertEqual(try binary(TK_SUB, x, twice).f32Values, expected, "\(a) \(b)")
            }
        }
    }

    func testTransposedAndReversedOperands() throws {
        let x = try counting([3, 4]).transposed()
        let y = try counting([4, 3]).sliced(axis: 1, step: -1)
        XCTAssertEqual(try binary(TK_ADD, x, y).f32Values, zip(x.f32Values, y.f32Values).map { $0 + $1 })
    }

    func testZeroSizes() throws {
        let none = try Tensor.zeros(.f32, [0, 3])
        XCTAssertEqual(try binary(TK_ADD, none, counting([3])).sizes, [0, 3])
        XCTAssertEqual(try reduce(TK_SUM, none, [0]).f32Values, [0, 0, 0])
        XCTAssertEqual(try reduce(TK_PRODUCT, none, [0]).f32Values, [1, 1, 1])
        XCTAssertEqual(try reduce(TK_SUM, none, [1]).f32Values, [])
        XCTAssertTrue(try reduce(TK_MEAN, none, [0]).f32Values.allSatisfy(\.isNaN))
        XCTAssertEqual(faultKind { try reduce(TK_MAXIMUM, none, [0]) }, .shape)
        XCTAssertEqual(faultKind { try argument(TK_ARGMAX, none, 0) }, .shape)
        XCTAssertEqual(try none.transposed().matmul(none).f32Values, Swift.Array(repeating: 0, count: 9))
        XCTAssertEqual(try pointwise(tk_softmax, Tensor.zeros(.f32, [2, 0])).count, 0)
    }

    func testNaNSpreads() throws {
        let x = try Tensor([1.0, Double.nan, 3])
        XCTAssertTrue(try binary(TK_MAX, x, .scalar(2.0)).f64Values[1].isNaN)
        XCTAssertTrue(try binary(TK_MIN, .scalar(2.0), x).f64Values[1].isNaN)
        for op in [TK_SUM, TK_MEAN, TK_MAXIMUM, TK_MINIMUM] {
            XCTAssertTrue(try reduce(op, x, [0]).f64Values[0].isNaN)
            XCTAssertTrue(try reduce(op, x.reshaped([3, 1]).broadcast(to: [3, 2]), [0]).f64Values[0].isNaN)
        }
        XCTAssertEqual(try argument(TK_ARGMAX, x, 0).i64Values, [1])
        XCTAssertEqual(try compare(TK_EQUAL, x, x).boolValues, [true, false, true])
        XCTAssertEqual(try compare(TK_LESS_EQUAL, x, .scalar(1.0)).boolValues, [true, false, false])
    }

    func testIntegers() throws {
        let most = try Tensor([Int.max])
        let least = try Tensor([Int.min])
        let one = try Tensor([1])
        let zero = try Tensor([0])
        XCTAssertEqual(faultKind { try binary(TK_ADD, most, one) }, .overflow)
        XCTAssertEqual(faultKind { try binary(TK_SUB, least, one) }, .overflow)
        XCTAssertEqual(faultKind { try binary(TK_MUL, most, most) }, .overflow)
        XCTAssertEqual(faultKind { try binary(TK_FLOOR_DIV, least, Tensor([-1])) }, .overflow)
        XCTAssertEqual(try binary(TK_MOD, least, Tensor([-1])).i64Values, [0])
        XCTAssertEqual(faultKind { try binary(TK_FLOOR_DIV, one, zero) }, .zeroDivision)
        XCTAssertEqual(faultKind { try binary(TK_MOD, one, zero) }, .zeroDivision)
        XCTAssertEqual(faultKind { try binary(TK_POW, one, Tensor([-1])) }, .value)
        XCTAssertEqual(faultKind { try binary(TK_POW, Tensor([10]), Tensor([19])) }, .overflow)
        XCTAssertEqual(
            try binary(TK_POW, Tensor([-3, 2, 0]), Tensor([3, 62, 0])).i64Values, [-27, 1 << 62, 1])
        XCTAssertEqual(try binary(TK_FLOOR_DIV, Tensor([7, -7]), Tensor([2])).i64Values, [3, -4])
        XCTAssertEqual(try binary(TK_MOD, Tensor([7, -7]), Tensor([-2])).i64Values, [-1, -1])
        XCTAssertEqual(faultKind { try reduce(TK_SUM, Tensor([Int.max, 1]), [0]) }, .overflow)
        XCTAssertEqual(
            faultKind { try most.reshaped([1, 1]).matmul(Tensor([2], sizes: [1, 1])) }, .overflow)
        XCTAssertEqual(try Tensor([1, 2, 3, 4], sizes: [2, 2]).matmul(Tensor([1, 1])).i64Values, [3, 7])
    }

    func testWhereAndLogic() throws {
        let test = try Tensor([true, false, true])
        let result = try Tensor.uninitialized(.f32, Shape([2, 3]))
        try Kernel.run(tk_where, outputs: [result], inputs: [test, counting([2, 3]), .scalar(-1, .f32)])
        XCTAssertEqual(result.f32Values, [0, -1, 2, 3, -1, 5])
        let out = try Tensor.uninitialized(.bool, Shape([3]))
        let other = try Tensor([true, true, false])
        for (op, expected) in [
            (TK_AND, [true, false, false]), (TK_OR, [true, true, true]), (TK_XOR, [false, true, true]),
        ] {
            try Kernel.run(tk_logic, op: Int32(op.rawValue), outputs: [out], inputs: [test, other])
            XCTAssertEqual(out.boolValues, expected)
        }
        XCTAssertEqual(try reduce(TK_ANY, test, [0]).boolValues, [true])
        XCTAssertEqual(try reduce(TK_ALL, test, [0]).boolValues, [false])
    }

    func testSoftmaxOfInfinities() throws {
        let x = try Tensor([Float(0), -.infinity, 0, -.infinity], sizes: [1, 4])
        XCTAssertEqual(try pointwise(tk_softmax, x).f32Values, [0.5, 0, 0.5, 0])
        let large = try pointwise(tk_log_softmax, Tensor([Float(1000), 0], sizes: [1, 2])).f32Values
        XCTAssertEqual(large, [0, -1000])
    }

    func testSoftmaxGradients() throws {
        let key = RandomKey(seed: 5)
        let x = try key.normal([2, 7], dtype: .f64)
        let dy = try key.folding(1).normal([2, 7], dtype: .f64)
        let pairs: [(Function, Function)] = [
            (tk_softmax, tk_softmax_gradient), (tk_log_softmax, tk_log_softmax_gradient),
        ]
        for (forward, backward) in pairs {
            let y = try pointwise(forward, x)
            let dx = try pointwise(backward, y, dy).f64Values
            for i in 0..<x.count {
                func shifted(_ step: Double) throws -> Double {
                    var moved = x
                    try moved.withMutableElements(as: Double.self) { $0[i] += step }
                    return zip(try pointwise(forward, moved).f64Values, dy.f64Values).reduce(0) {
                        $0 + $1.0 * $1.1
                    }
                }
                XCTAssertEqual(dx[i], try (shifted(1e-6) - shifted(-1e-6)) / 2e-6, accuracy: 1e-8)
            }
        }
    }

    func testSorting() throws {
        XCTAssertEqual(try argsort(Tensor([3, .nan, -1, 0, -0.0, 3])), [2, 3, 4, 0, 5, 1])
        XCTAssertEqual(try argsort(Tensor([3, .nan, -1, 0, -0.0, 3]), descending: true), [0, 5, 3, 4, 2, 1])
        XCTAssertEqual(try argsort(Tensor([Int.max, Int.min, 0, -1])), [1, 3, 2, 0])
        XCTAssertEqual(try argsort(Tensor([true, false, true])), [1, 0, 2])
        for dtype in [DType.f32, .f64, .i64] {
            let values = try RandomKey(seed: 2).uniform([3000], from: -500, to: 500).cast(to: .i64)
            let x = try values.cast(to: dtype)
            let numbers = x.f64Values
            let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
            XCTAssertEqual(try argsort(x), expected)
        }
        XCTAssertEqual(try argsort(Tensor([2.0, 1, 4, 3], sizes: [2, 2]).transposed()), [0, 1, 0, 1])
    }

    func testLargeTransposes() throws {
        let x = try counting([70, 45, 3])
        for order in [[1, 0, 2], [2, 1, 0], [0, 2, 1], [1, 2, 0]] {
            let view = try x.permuted(order)
            XCTAssertEqual(try view.contiguous().f32Values, view.f32Values)
        }
    }
}
