import CKernels
import Signatures
import XCTest

@testable import Tensors

final class IndexingTests: XCTestCase {
    func counting(_ sizes: [Int]) throws -> Tensor {
        try Tensor((0..<sizes.reduce(1, *)).map { Float($0) }, sizes: sizes)
    }

    func testGatherAndItsGradient() throws {
        let table = try counting([3, 2])
        let indices = try Tensor([2, 0, -1])
        let rows = try Tensor.uninitialized(.f32, Shape([3, 2]))
        try Kernel.run(tk_gather, outputs: [rows], inputs: [table, indices], ints: [0])
        XCTAssertEqual(rows.f32Values, [4, 5, 0, 1, 4, 5])
        let columns = try Tensor.uninitialized(.f32, Shape([3, 3]))
        try Kernel.run(
            tk_gather, outputs: [columns], inputs: [table, try Tensor([1, 1, 0])], ints: [1])
        XCTAssertEqual(columns.f32Values, [1, 1, 0, 3, 3, 2, 5, 5, 4])
        let gradient = try Tensor.uninitialized(.f32, Shape([3, 2]))
        try Kernel.run(tk_scatter_add, outputs: [gradient], inputs: [rows, indices], ints: [0])
        XCTAssertEqual(gradient.f32Values, [0, 1, 0, 0, 8, 10])
        for bad in [3, -4, Int.max, Int.min] {
            XCTAssertEqual(
                faultKind {
                    try Kernel.run(
                        tk_gather, outputs: [rows], inputs: [table, Tensor([0, 0, bad])], ints: [0])
                },
                .index)
        }
    }

    func testGatherAlong() throws {
        let x = try counting([2, 3])
        let picks = try Tensor([2, 0], sizes: [2, 1])
        let picked = try Tensor.uninitialized(.f32, Shape([2, 1]))
        try Kernel.run(tk_gather_along, outputs: [picked], inputs: [x, picks], ints: [1])
        XCTAssertEqual(picked.f32Values, [2, 3])
        let back = try Tensor.uninitialized(.f32, Shape([2, 3]))
        try Kernel.run(tk_scatter_add_along, outputs: [back], inputs: [picked, picks], ints: [1])
        XCTAssertEqual(back.f32Values, [0, 0, 2, 3, 0, 0])
        let hot = try Tensor.uninitialized(.f32, Shape([2, 3]))
        try Kernel.run(tk_one_hot, outputs: [hot], inputs: [Tensor([2, 0])])
        XCTAssertEqual(hot.f32Values, [0, 0, 1, 1, 0, 0])
    }

    /// Window height and width, steps, padding above and left, gaps.
    static let geometries: [[Int]] = [
        [2, 2, 1, 1, 0, 0, 1, 1], [3, 2, 2, 1, 1, 0, 1, 1], [3, 3, 1, 1, 1, 1, 1, 1],
        [2, 2, 2, 2, 0, 0, 1, 1],
        [2, 3, 1, 2, 2, 1, 2, 1], [1, 1, 1, 1, 0, 0, 1, 1],
    ]

    func outputSize(_ size: Int, _ g: [Int], _ axis: Int) -> Int {
        (size + 2 * g[4 + axis] - g[6 + axis] * (g[axis] - 1) - 1) / g[2 + axis] + 1
    }

    /// ⟨windows(x), y⟩ = ⟨x, gradient(y)⟩, and windows against four loops.
    func testWindows() throws {
        let x = try RandomKey(seed: 1).normal([2, 5, 6, 3], dtype: .f64)
        let values = x.f64Values
        for g in Self.geometries {
            let rows = outputSize(5, g, 0)
            let columns = outputSize(6, g, 1)
            let windows = try Tensor.uninitialized(.f64, Shape([2, rows, columns, g[0] * g[1] * 3]))
            try Kernel.run(tk_windows, outputs: [windows], inputs: [x], ints: g)
            var expected: [Double] = []
            for place in 0..<(2 * rows * columns * g[0] * g[1] * 3) {
                let c = place % 3
                let j = place / 3 % g[1]
                let i = place / 3 / g[1] % g[0]
                let window = place / (3 * g[0] * g[1])
                let y = window / columns % rows * g[2] - g[4] + i * g[6]
                let left = window % columns * g[3] - g[5] + j * g[7]
                let inside = y >= 0 && y < 5 && left >= 0 && left < 6
                expected.append(inside ? values[((window / columns / rows * 5 + y) * 6 + left) * 3 + c] : 0)
            }
            XCTAssertEqual(windows.f64Values, expected, "\(g)")
            let dy = try RandomKey(seed: 2).normal(windows.sizes, dtype: .f64)
            let dx = try Tensor.uninitialized(.f64, x.shape)
            try Kernel.run(tk_windows_gradient, outputs: [dx], inputs: [dy], ints: g)
            XCTAssertEqual(dot(windows, dy), dot(x, dx), accuracy: 1e-9, "\(g)")
        }
    }

    func dot(_ a: Tensor, _ b: Tensor) -> Double {
        zip(a.f64Values, b.f64Values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    func testPooling() throws {
        let x = try RandomKey(seed: 3).normal([2, 5, 6, 3], dtype: .f64)
        for g in Self.geometries {
            let sizes = [2, outputSize(5, g, 0), outputSize(6, g, 1), 3]
            let shape = Shape(sizes)
            let largest = try Tensor.uninitialized(.f64, shape)
            let mean = try Tensor.uninitialized(.f64, shape)
            let places = try Tensor.uninitialized(.i64, shape)
            let dx = try Tensor.uninitialized(.f64, x.shape)
            try Kernel.run(tk_max_pool, outputs: [largest, places], inputs: [x], ints: g)
            try Kernel.run(tk_mean_pool, outputs: [mean], inputs: [x], ints: g)
            let dy = try RandomKey(seed: 4).normal(sizes, dtype: .f64)
            let rows = [2, -1, 3]
            try Kernel.run(
                tk_scatter_add_along, outputs: [dx.reshaped(rows)],
                inputs: [dy.reshaped(rows), places.reshaped(rows)], ints: [1])
            XCTAssertEqual(dot(largest, dy), dot(x, dx), accuracy: 1e-9, "max \(g)")
            try Kernel.run(tk_mean_pool_gradient, outputs: [dx], inputs: [dy], ints: g)
            XCTAssertEqual(dot(mean, dy), dot(x, dx), accuracy: 1e-9, "mean \(g)")
        }
        let image = try Tensor([1.0, 2, .nan, 4], sizes: [1, 2, 2, 1])
        let out = try Tensor.uninitialized(.f64, Shape([1, 1, 1, 1]))
        let place = try Tensor.uninitialized(.i64, Shape([1, 1, 1, 1]))
        try Kernel.run(tk_max_pool, outputs: [out, place], inputs: [image], ints: [2, 2, 1, 1, 0, 0, 1, 1])
        XCTAssertTrue(out.f64Values[0].isNaN)
        XCTAssertEqual(place.i64Values, [2])
    }
}
