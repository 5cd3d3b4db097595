import Signatures
import XCTest

@testable import Tensors

final class LinearAlgebraTests: XCTestCase {
    func close(_ a: Tensor, _ b: Tensor, _ tolerance: Double = 1e-9, line: UInt = #line) {
        XCTAssertEqual(a.sizes, b.sizes, line: line)
        for (x, y) in zip(a.f64Values, b.f64Values) { XCTAssertEqual(x, y, accuracy: tolerance, line: line) }
    }

    func diagonal(_ values: [Double]) throws -> Tensor {
        let n = values.count
        return try Tensor((0..<n * n).map { $0 % (n + 1) == 0 ? values[$0 / (n + 1)] : 0 }, sizes: [n, n])
    }

    func testDecompositionsMultiplyBack() throws {
        for sizes in [[5, 3], [3, 5], [4, 4], [1, 1], [6, 1]] {
            let a = try RandomKey(seed: 4).normal(sizes, dtype: .f64)
            let (q, r) = try a.qr()
            close(try q.matmul(r), a)
            let k = min(sizes[0], sizes[1])
            close(try q.transposed().matmul(q), try diagonal(Array(repeating: 1, count: k)))
            let (u, s, vt) = try a.svd()
            close(try u.matmul(diagonal(s.f64Values)).matmul(vt), a)
        }
        let b = try RandomKey(seed: 6).normal([5, 5], dtype: .f64)
        let symmetric = try b.matmul(b.transposed())
        let (values, vectors) = try symmetric.symmetricEigen()
        close(try vectors.matmul(diagonal(values.f64Values)).matmul(vectors.transposed()), symmetric)
        let l = try symmetric.cholesky()
        close(try l.matmul(l.transposed()), symmetric)
        XCTAssertEqual(try l.double(at: 0, 4), 0)
    }

    func testVectorsAndDTypes() throws {
        let a = try Tensor([Float(2), 0, 0, 4], sizes: [2, 2])
        let x = try a.solve(Tensor([Float(2), 4]))
        XCTAssertEqual(x.type, TensorType(.f32, sizes: [2]))
        XCTAssertEqual(x.f32Values, [1, 1])
        XCTAssertEqual(try Tensor([2, 0, 0, 4], sizes: [2, 2]).determinant().item(), .single(8))
        XCTAssertEqual(try Tensor([2, 0, 0, 4], sizes: [2, 2]).inverse().f32Values, [0.5, 0, 0, 0.25])
    }

    func testEmptyMatrices() throws {
        let none = try Tensor.zeros(.f64, [0, 0])
        XCTAssertEqual(try none.determinant().item(), .float(1))
        XCTAssertEqual(try none.inverse().sizes, [0, 0])
        XCTAssertEqual(try Tensor.zeros(.f64, [0, 3]).svd().vt.sizes, [0, 3])
        XCTAssertEqual(try Tensor.zeros(.f64, [3, 0]).qr().r.sizes, [0, 0])
        XCTAssertEqual(try none.symmetricEigen().values.sizes, [0])
        XCTAssertEqual(
            try Tensor.zeros(.f64, [0, 2]).leastSquares(Tensor.zeros(.f64, [0])).solution.f64Values, [0, 0])
    }

    func testFaults() throws {
        let singular = try Tensor([1.0, 2, 2, 4], sizes: [2, 2])
        XCTAssertEqual(faultKind { try singular.inverse() }, .numeric)
        XCTAssertEqual(faultKind { try singular.solve(Tensor([1.0, 2])) }, .numeric)
        XCTAssertEqual(try singular.determinant().item(), .float(0))
        let nearly = try Tensor((1...9).map(Double.init), sizes: [3, 3])
        XCTAssertEqual(faultKind { try nearly.inverse() }, .numeric)
        XCTAssertEqual(faultKind { try Tensor([1.0, 2], sizes: [1, 2]).inverse() }, .shape)
        XCTAssertEqual(faultKind { try Tensor([1.0, 2]).determinant() }, .shape)
        XCTAssertEqual(faultKind { try diagonal([1, .nan]).svd() }, .numeric)
        XCTAssertEqual(faultKind { try diagonal([1, .infinity]).symmetricEigen() }, .numeric)
        XCTAssertEqual(faultKind { try diagonal([1, -1]).cholesky() }, .numeric)
        XCTAssertEqual(faultKind { try Tensor([1.0, 2, 3, 4], sizes: [2, 2]).cholesky() }, .value)
        XCTAssertEqual(faultKind { try diagonal([1, 2]).solve(Tensor([1.0, 2, 3])) }, .shape)
        XCTAssertEqual(
            faultKind { try Tensor.zeros(.f32, [2, 3]).matmul(Tensor.zeros(.f32, [2, 3])) }, .shape)
        XCTAssertEqual(
            faultKind { try Tensor.zeros(.f32, [2, 2, 3]).matmul(Tensor.zeros(.f32, [3, 3, 1])) }, .shape)
    }

    func testProductsOfViews() throws {
        let key = RandomKey(seed: 8)
        let a = try key.normal([40, 30], dtype: .f64)
        let b = try key.folding(2).normal([30, 20], dtype: .f64)
        let expected = try a.matmul(b)
        close(try a.transposed().copied().transposed().matmul(b), expected)
        close(try a.matmul(b.transposed().copied().transposed()), expected)
        let wide = try key.normal([80, 60], dtype: .f64)
        let strided = try wide.sliced(axis: 0, step: 2).sliced(axis: 1, step: -2)
        close(try strided.matmul(b), try strided.copied().matmul(b))
        let block = try wide.sliced(axis: 0, start: 3, stop: 43).sliced(axis: 1, start: 5, stop: 35)
        close(try block.matmul(b), try block.copied().matmul(b))
        let stretched = try Tensor([2.0], sizes: [1, 1]).broadcast(to: [20, 40])
        close(try stretched.matmul(a), try stretched.copied().matmul(a))
        let batch = try key.normal([3, 1, 4, 5], dtype: .f64).permuted([1, 0, 3, 2])
        let right = try key.normal([2, 1, 4, 6], dtype: .f64)
        let product = try batch.matmul(right)
        XCTAssertEqual(product.sizes, [2, 3, 5, 6])
        close(
            try product.selected(axis: 0, index: 1).selected(axis: 0, index: 2),
            try batch.selected(axis: 0, index: 0).selected(axis: 0, index: 2).matmul(
                right.selected(axis: 0, index: 1).selected(axis: 0, index: 0)))
    }
}
