import Signatures
import Tensors
import XCTest

@testable import Graphs

/// Convolutions by tiles, in f32, against plain sums of the same numbers in f64, which go another way.
final class WinogradTests: XCTestCase {
    /// [batch, height, width, channels, filters]: whole tiles and parts of them, filled and unfilled vectors, images
    /// smaller than a tile.
    private let cases = [
        [2, 10, 10, 8, 16], [3, 9, 12, 11, 17], [1, 3, 3, 8, 8], [2, 4, 7, 16, 9], [5, 14, 3, 9, 33], [0, 6, 6, 8, 8],
    ]

    func testResultsAndGradientsAgreeWithPlainSums() throws {
        for sizes in cases {
            for padding in ["valid", "same"] {
                let tiled = try results(sizes, padding, .f32)
                let plain = try results(sizes, padding, .f64)
                for (name, pair) in zip(["result", "images", "filters"], zip(tiled, plain)) {
                    try assertNear(pair.0, pair.1, "\(name) of \(sizes), \(padding)")
                }
            }
        }
    }

    func testFewChannelsGoTheOtherWay() throws {
        XCTAssertFalse(try isTiled(channels: 1))
        XCTAssertTrue(try isTiled(channels: 8))
    }

    /// The convolution, and its gradients for an upstream gradient that is not uniform.
    private func results(_ sizes: [Int], _ padding: String, _ dtype: DType) throws -> [Tensor] {
        let tape = Emitter(.tape)
        let images = tape.variable(try numbers([sizes[0], sizes[1], sizes[2], sizes[3]], 1).cast(to: dtype))
        let filters = tape.variable(try numbers([3, 3, sizes[3], sizes[4]], 2).cast(to: dtype))
        let result = try images.conv2d(filters, padding: padding)
        let upstream = tape.constant(try numbers(result.read().sizes, 3).cast(to: dtype))
        let gradients = try tape.gradient(of: (result * upstream).sum(), wrt: [images, filters])
        return try [result.read()] + gradients.map { try $0.read() }
    }

    private func numbers(_ sizes: [Int], _ seed: Int) throws -> Tensor {
        let count = sizes.reduce(1, *)
        return try Tensor((0..<count).map { Float(($0 * 7919 + seed * 104_729) % 1009) / 504.5 - 1 }).reshaped(sizes)
    }

    private func assertNear(_ tiled: Tensor, _ plain: Tensor, _ message: String) throws {
        XCTAssertEqual(tiled.sizes, plain.sizes, message)
        let (given, wanted) = (tiled.f64Values, plain.f64Values)
        let largest = max(1, wanted.map(abs).max() ?? 0)
        let worst = zip(given, wanted).map { abs($0 - $1) }.max() ?? 0
        XCTAssertLessThan(worst, largest * 1e-5, message)
    }

    /// Whether a convolution of so many channels goes by tiles.
    private func isTiled(channels: Int) throws -> Bool {
        let images = try Tensor.zeros(.f32, [1, 6, 6, channels])
        let filters = try Tensor.zeros(.f32, [3, 3, channels, 8])
        let operands = KernelOperands(
            outputs: [try Tensor.zeros(.f32, [1, 4, 4, 8])], inputs: [images, filters],
            attributes: [.int(1), .string("valid")])
        return try Winograd(images, filters.sizes, operands.outputs[0], operands) != nil
    }
}
