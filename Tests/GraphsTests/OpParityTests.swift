import Foundation
import Signatures
import Tensors
import XCTest

@testable import Graphs

/// Every op of the table that NumPy has gives what NumPy gives: `scripts/parity/ops.py` wrote the figures.
///
/// Each input is also given with its elements the other way round in memory, and with its axes in another order.
final class OpParityTests: XCTestCase {
    /// Ops that NumPy lacks; others prove them.
    private static let without: Set = [
        // Against central differences and PyTorch.
        "conv2d", "conv2d_input", "conv2d_filter", "max_pool", "avg_pool", "avg_pool_gradient", "attention",
        "attention_gradient",
        // By the ops whose gradients they are.
        "slice_scatter", "scatter_add", "scatter_add_along",
        // By their own statistics.
        "uniform", "normal", "bernoulli",
        // By what uses them.
        "cast", "extent", "after",
    ]

    func testEveryOpHasCasesOrAReason() throws {
        let tested = Set(try OpCase.all().map(\.op))
        XCTAssertEqual(Set(Op.all.map(\.name)).subtracting(tested), Self.without)
    }

    func testResults() throws {
        for (number, example) in try OpCase.all().enumerated() {
            let op = try XCTUnwrap(Op.named(example.op))
            for layout in Layout.allCases {
                let inputs = try example.inputs.map { try layout.view(of: $0.tensor()) }
                let what = "case \(number), \(example.op) of \(example.inputs.map(\.sizes)), \(layout)"
                let outputs = try? Emitter(.eager).emit(op, inputs.map(Emitter(.eager).constant), example.settings)
                guard let expected = example.result else {
                    XCTAssertNil(outputs, what)
                    continue
                }
                let result = try XCTUnwrap(outputs?.first?.read(), what)
                XCTAssertEqual(result.sizes, expected.sizes, what)
                assertClose(result, expected.values.map(\.value), what)
            }
        }
    }

    private func assertClose(_ result: Tensor, _ expected: [Double], _ what: String) {
        let tolerance = result.dtype == .f32 ? 2e-5 : 1e-12
        for (found, wanted) in zip(result.f64Values, expected) {
            let isSame =
                found.isNaN ? wanted.isNaN : found == wanted || abs(found - wanted) <= tolerance * max(1, abs(wanted))
            // f32 ends where f64 goes on.
            let isBeyond = result.dtype == .f32 && abs(wanted) > 3e38 && found.isInfinite
            if !isSame && !isBeyond { return XCTFail("\(what): \(found) instead of \(wanted)") }
        }
    }

    private enum Layout: CaseIterable {
        case rowMajor, backwards, otherAxes

        /// The same elements, elsewhere in memory.
        func view(of tensor: Tensor) throws -> Tensor {
            switch self {
            case .rowMajor: return tensor
            case .backwards:
                return try tensor.shape.indices.reduce(tensor) { try $0.flipped($1).copied().flipped($1) }
            case .otherAxes:
                let order = Array(tensor.shape.indices.reversed())
                return try tensor.permuted(order).copied().permuted(order)
            }
        }
    }
}

extension Tensor {
    fileprivate func flipped(_ axis: Int) throws -> Tensor {
        try sliced(SliceBounds([.int(axis), .none, .none, .int(-1)]))
    }
}

private struct OpCase: Decodable {
    var op: String
    var inputs: [Packed]
    var attributes: [Setting]
    var result: Result?

    struct Result: Decodable {
        var sizes: [Int]
        var values: [Element]
    }

    struct Packed: Decodable {
        var dtype: String
        var sizes: [Int]
        var values: [Element]

        func tensor() throws -> Tensor {
            let numbers = values.map(\.value)
            switch dtype {
            case "bool": return try Tensor(numbers.map { $0 != 0 }, sizes: sizes)
            case "i64": return try Tensor(numbers.map { Int($0) }, sizes: sizes)
            case "f32": return try Tensor(numbers.map { Float($0) }, sizes: sizes)
            default: return try Tensor(numbers, sizes: sizes)
            }
        }
    }

    /// A number, or the name of one that JSON lacks.
    struct Element: Decodable {
        var value: Double

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let number = try? container.decode(Double.self) {
                value = number
            } else {
                value = Double(try container.decode(String.self)) ?? .nan
            }
        }
    }

    struct Setting: Decodable {
        var attribute: Attribute

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                attribute = .none
            } else if let truth = try? container.decode(Bool.self) {
                attribute = .bool(truth)
            } else if let number = try? container.decode(Int.self) {
                attribute = .int(number)
            } else if let number = try? container.decode(Double.self) {
                attribute = .float(number)
            } else if let numbers = try? container.decode([Int].self) {
                attribute = .ints(numbers)
            } else {
                attribute = .dtype(try container.decode(String.self) == "f32" ? .f32 : .f64)
            }
        }
    }

    var settings: [Attribute] { attributes.map(\.attribute) }

    static func all() throws -> [OpCase] {
        struct File: Decodable { var cases: [OpCase] }
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        return try JSONDecoder().decode(
            File.self, from: Data(contentsOf: tests.appendingPathComponent("Parity/ops.json"))
        ).cases
    }
}
