import CKernels
import Signatures
import XCTest

@testable import Tensors

/// The same bits on any number of threads, and stopping when asked.
final class ThreadTests: XCTestCase {
    override func tearDown() { tk_set_threads(2) }

    private func everything() throws -> [Tensor] {
        let key = RandomKey(seed: 11)
        let x = try key.normal([500, 900])
        let y = try key.folding(1).uniform([900, 300], from: -1)
        let flat = try x.reshaped([450_000])
        let order = try Tensor.uninitialized(.i64, Shape([500, 900]))
        try Kernel.run(tk_argsort, outputs: [order], inputs: [x])
        return [
            x, y, try x.matmul(y), try y.transposed().matmul(x.transposed()), try unary(TK_EXP, x),
            try reduce(TK_SUM, x, [0]), try reduce(TK_SUM, x, [1]), try reduce(TK_MEAN, flat, [0]),
            try reduce(TK_MAXIMUM, x.transposed(), [0]), try pointwise(tk_softmax, x), order,
            try x.transposed().contiguous(), try key.bernoulli([100_001], probability: 0.3),
            try key.normal([70_003], dtype: .f64),
        ]
    }

    func testResultsDoNotDependOnThreads() throws {
        tk_set_threads(1)
        let expected = try everything()
        for threads in [2, 3, 8] {
            tk_set_threads(Int32(threads))
            for (a, b) in zip(expected, try everything()) {
                let same = try a.withElements(as: UInt8.self, of: b) { memoryEqual($0, $1) }
                XCTAssertTrue(same, "\(a.type) on \(threads) threads")
            }
        }
    }

    func testInterrupt() throws {
        let flag = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        defer { flag.deallocate() }
        flag.pointee = 0
        tk_set_interrupt_flag(flag)
        defer { tk_set_interrupt_flag(nil) }
        let x = try Tensor.zeros(.f32, [200_000])
        XCTAssertNil(faultKind { try unary(TK_EXP, x) })
        flag.pointee = 1
        XCTAssertEqual(faultKind { try unary(TK_EXP, x) }, .interrupt)
    }

    func testNormalNumbersAreNormal() throws {
        for dtype in [DType.f32, .f64] {
            let x = try RandomKey(seed: 9).normal([100_000], mean: 2, deviation: 3, dtype: dtype).f64Values
            let mean = x.reduce(0, +) / 1e5
            XCTAssertEqual(mean, 2, accuracy: 0.05)
            XCTAssertEqual(
                (x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1e5).squareRoot(), 3, accuracy: 0.05)
            XCTAssertEqual(Double(x.count { abs($0 - 2) < 3 }) / 1e5, 0.6827, accuracy: 0.01)
            let u = try RandomKey(seed: 9).uniform([100_000], dtype: dtype).f64Values
            XCTAssertTrue(u.allSatisfy { $0 >= 0 && $0 < 1 })
            XCTAssertEqual(u.reduce(0, +) / 1e5, 0.5, accuracy: 0.01)
        }
        let head = try RandomKey(seed: 9).normal([10]).f32Values
        XCTAssertEqual(head, Array(try RandomKey(seed: 9).normal([1000]).f32Values.prefix(10)))
    }
}

extension Tensor {
    /// The raw bytes of two contiguous tensors of one type.
    fileprivate func withElements<R>(
        as: UInt8.Type, of other: Tensor, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> R
    ) throws -> R {
        let a = try contiguous()
        let b = try other.contiguous()
        return withExtendedLifetime((a, b)) {
            body(
                UnsafeRawBufferPointer(start: a.base, count: a.count * dtype.size),
                UnsafeRawBufferPointer(start: b.base, count: b.count * dtype.size))
        }
    }
}

private func memoryEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
    a.elementsEqual(b)
}
