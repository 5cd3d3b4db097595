import CKernels
import Foundation
import Signatures
import XCTest

@testable import Tensors

/// Figures of NumPy and SciPy, written by scripts/parity/tensors.py.
final class ParityTests: XCTestCase {
    struct Array: Decodable {
        let sizes: [Int]
        let values: [Double]

        func tensor() throws -> Tensor { try Tensor(values, sizes: sizes) }
    }

    struct Case: Decodable {
        let name: String
        let inputs: [Array]
        let results: [Array]
    }

    struct File: Decodable { let cases: [Case] }

    func testAgainstNumPy() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Parity/tensors.json"))
        let file = try JSONDecoder().decode(File.self, from: data)
        XCTAssertGreaterThan(file.cases.count, 50)
        for item in file.cases {
            for dtype in [DType.f64, .f32] where dtype == .f64 || !["mod", "floor_div"].contains(item.name) {
                let inputs = try item.inputs.map { try $0.tensor().cast(to: dtype) }
                try check(run(item.name, inputs), item, dtype)
                let moved = try inputs.map { try backwards($0) }
                try check(run(item.name, moved), item, dtype)
            }
        }
    }

    /// The same elements with negative strides.
    private func backwards(_ x: Tensor) throws -> Tensor {
        var result = x
        for axis in 0..<x.rank { result = try result.sliced(axis: axis, step: -1) }
        result = try result.copied()
        for axis in 0..<x.rank { result = try result.sliced(axis: axis, step: -1) }
        return result
    }

    private func check(_ result: Tensor, _ item: Case, _ dtype: DType) {
        let expected = item.results[0]
        XCTAssertEqual(result.sizes, expected.sizes, item.name)
        let tolerance = dtype == .f64 ? 1e-9 : 2e-4
        for (x, y) in zip(result.f64Values, expected.values) {
            XCTAssertEqual(
                x, y, accuracy: tolerance * max(1, abs(y)), "\(item.name) \(dtype) \(expected.sizes)")
        }
    }

    private func run(_ name: String, _ x: [Tensor]) throws -> Tensor {
        switch name {
        case "solve": return try x[0].solve(x[1])
        case "inv": return try x[0].inverse()
        case "det": return try x[0].determinant()
        case "cholesky": return try x[0].cholesky()
        case "eigenvalues": return try x[0].symmetricEigen().values
        case "singular": return try x[0].svd().s
        case "upper": return try unary(TK_ABS, x[0].qr().r)
        case "lstsq": return try x[0].leastSquares(x[1]).solution
        case "matmul": return try x[0].matmul(x[1])
        case "softmax": return try pointwise(tk_softmax, x[0].contiguous())
        case "log_softmax": return try pointwise(tk_log_softmax, x[0].contiguous())
        case "mod": return try binary(TK_MOD, x[0], x[1])
        case "floor_div": return try binary(TK_FLOOR_DIV, x[0], x[1])
        case "pow": return try binary(TK_POW, x[0], x[1])
        default: return try runAlongAxes(name, x[0])
        }
    }

    /// Names that end with the axes, as `sum02`.
    private func runAlongAxes(_ name: String, _ x: Tensor) throws -> Tensor {
        let axes = name.compactMap(\.wholeNumberValue)
        let word = String(name.prefix { $0.isLetter })
        let ops = ["sum": TK_SUM, "mean": TK_MEAN, "prod": TK_PRODUCT, "max": TK_MAXIMUM, "min": TK_MINIMUM]
        if let op = ops[word] { return try reduce(op, x, axes) }
        if word == "argmax" { return try argument(TK_ARGMAX, x, axes[0]) }
        XCTAssertEqual(word, "cumsum")
        return try pointwise(tk_cumsum, x, ints: axes)
    }
}
