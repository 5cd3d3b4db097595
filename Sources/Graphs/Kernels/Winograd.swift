import CKernels
import Signatures
import Tensors

/// Convolutions by tiles of 4 × 4 pixels, with a quarter of the multiplications (tk_winograd.h says how): filters of
/// 3 × 3 that move by one pixel, in f32, where there are enough channels and filters to fill a processor's vectors.
/// Measured on 64 images of 26 × 26 × 32 with 64 filters: 8 ms instead of 25, and as much less for the gradients.
struct Winograd {
    private let operands: KernelOperands
    private let settings: [Int]
    private let channels: Int
    private let filters: Int
    private let blocks: Int

    /// The fewest channels and filters: with less, vectors are mostly empty.
    private static let leastChannels = 8
    /// In how many parts the tiles are shared out, at most. It depends on no number of threads, so that sums do not.
    private static let mostShares = 16
    /// What all parts' sums of the filters' gradient may take, in bytes.
    private static let sumBytes = 1 << 24

    /// Nil if the convolution is none of those.
    /// - Parameter filters: the sizes of the filters: height, width, channels, number.
    init?(_ images: Tensor, _ filters: [Int], _ result: Tensor, _ operands: KernelOperands) throws {
        let window = try Window(
            sizes: Array(filters.prefix(2)), stride: operands.attributes[0], padding: operands.attributes[1])
        guard images.dtype == .f32, window.sizes == [3, 3], window.strides == [1, 1],
            filters[2] >= Self.leastChannels, filters[3] >= Self.leastChannels
        else { return nil }
        self.operands = operands
        (channels, self.filters) = (filters[2], filters[3])
        // How far the image moves within what the window sees, whichever of the two is the larger one.
        let margins = [1, 2].map { (result.shape[$0] + 2 - images.shape[$0]) / 2 }
        settings = window.sizes + window.strides + margins + [1, 1]
        let tiles = result.shape[0] * Self.tiles(result.shape[1]) * Self.tiles(result.shape[2])
        blocks = (tiles + TK_TILES - 1) / TK_TILES
    }

    private static func tiles(_ size: Int) -> Int { (size + 3) / 4 }

    /// The filters as the gradient of the images needs them: turned by half, and channels for filters.
    static func turned(_ filters: Tensor) throws -> Tensor {
        try filters.sliced(axis: 0, step: -1).sliced(axis: 1, step: -1).transposed()
    }

    func convolution(of images: Tensor, with filters: Tensor, into result: Tensor) throws -> [KernelCall] {
        let numbers = try operands.scratch(
            .f32, [TK_TILE_NUMBERS, filtersFilled / TK_FILTER_PANEL, channels, TK_FILTER_PANEL])
        let work = try work(shares: min(Self.mostShares, max(1, blocks)))
        return [
            KernelCall(tk_winograd_filters, outputs: [numbers], inputs: [filters]),
            KernelCall(tk_winograd, outputs: [result, work], inputs: [images, numbers], ints: settings),
        ]
    }

    func filterGradient(of images: Tensor, _ dy: Tensor, into gradient: Tensor) throws -> [KernelCall] {
        let size = try Shape(checking: [TK_TILE_NUMBERS, channels, filtersFilled], dtype: .f32).count * DType.f32.size
        let shares = min(max(2, min(Self.mostShares, Self.sumBytes / max(1, size))), max(1, blocks))
        let sums = try operands.scratch(.f32, [shares, TK_TILE_NUMBERS, channels, filtersFilled])
        let work = try work(shares: shares)
        return [
            KernelCall(
                tk_winograd_filters_gradient, outputs: [sums, work], inputs: [images, dy], ints: settings),
            KernelCall(tk_winograd_fold, outputs: [gradient], inputs: [sums]),
        ]
    }

    private var filtersFilled: Int { filled(filters, TK_FILTER_PANEL) }

    private func filled(_ count: Int, _ step: Int) -> Int { (count + step - 1) / step * step }

    private func work(shares: Int) throws -> Tensor {
        let lanes = filled(channels, TK_CHANNEL_LANES) + filtersFilled
        return try operands.scratch(.f32, [shares, TK_TILE_NUMBERS, TK_TILES, lanes])
    }
}
