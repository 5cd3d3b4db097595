import CKernels
import Signatures
import Tensors

/// Convolutions are matrix products: the pixels under each window are laid out as the rows of a matrix first
/// (Chellapilla, Puri and Simard, High performance convolutional neural networks for document processing, 2006).
/// Those that `Winograd` can take are computed by tiles.
extension KernelRule {
    static let conv2d = KernelRule.packed { operands in
        let (images, filters, result) = (operands.inputs[0], operands.inputs[1], operands.outputs[0])
        if let tiles = try Winograd(images, filters.sizes, result, operands) {
            return try tiles.convolution(of: images, with: filters, into: result)
        }
        let layout = try WindowLayout(images, filters.sizes, result, operands)
        return [
            layout.spread(images),
            KernelCall(
                tk_matmul, outputs: [try layout.rows(result)],
                inputs: [try layout.matrix(), try layout.filterMatrix(filters)]),
        ]
    }

    static let conv2dInput = KernelRule.packed { operands in
        let (dy, filters, images) = (operands.inputs[0], operands.inputs[1], operands.outputs[0])
        let turned = try Winograd.turned(filters)
        if let tiles = try Winograd(dy, turned.sizes, images, operands) {
            return try tiles.convolution(of: dy, with: turned, into: images)
        }
        let layout = try WindowLayout(images, filters.sizes, dy, operands)
        return [
            KernelCall(
                tk_matmul, outputs: [try layout.matrix()],
                inputs: [try layout.rows(dy), try layout.filterMatrix(filters).transposed()]),
            layout.gather(into: images),
        ]
    }

    static let conv2dFilter = KernelRule.packed { operands in
        let (images, dy, filters) = (operands.inputs[0], operands.inputs[1], operands.outputs[0])
        if let tiles = try Winograd(images, filters.sizes, dy, operands) {
            return try tiles.filterGradient(of: images, dy, into: filters)
        }
        let layout = try WindowLayout(images, filters.sizes, dy, operands)
        return [
            layout.spread(images),
            KernelCall(
                tk_matmul, outputs: [try layout.filterMatrix(filters)],
                inputs: [try layout.matrix().transposed(), try layout.rows(dy)]),
        ]
    }

    static let maxPool = pool(tk_max_pool)
    static let avgPool = pool(tk_mean_pool)

    private static func pool(_ function: @escaping KernelFunction) -> KernelRule {
        .packed { operands in
            let window = try poolWindow(operands.attributes)
            let ints = window.settings(image: operands.inputs[0].sizes, result: operands.outputs[0].sizes)
            return [KernelCall(function, operands, ints: ints)]
        }
    }

    static let avgPoolGradient = KernelRule.packed { operands in
        let window = try poolWindow(operands.attributes)
        let ints = window.settings(image: operands.outputs[0].sizes, result: operands.inputs[0].sizes)
        return [KernelCall(tk_mean_pool_gradient, operands, ints: ints)]
    }
}

/// The windows of a convolution as the rows of a matrix, in working memory.
private struct WindowLayout {
    let windows: Tensor
    let settings: [Int]

    /// - Parameter filters: the sizes of the filters: height, width, channels, number.
    init(_ images: Tensor, _ filters: [Int], _ result: Tensor, _ operands: KernelOperands) throws {
        let window = try Window(
            sizes: Array(filters.prefix(2)), stride: operands.attributes[0], padding: operands.attributes[1])
        settings = window.settings(image: images.sizes, result: result.sizes)
        let row = try Shape(checking: Array(filters.prefix(3)), dtype: images.dtype).count
        windows = try operands.scratch(images.dtype, Array(result.sizes.prefix(3)) + [row])
    }

    func spread(_ images: Tensor) -> KernelCall {
        KernelCall(tk_windows, outputs: [windows], inputs: [images], ints: settings)
    }

    func gather(into images: Tensor) -> KernelCall {
        KernelCall(tk_windows_gradient, outputs: [images], inputs: [windows], ints: settings)
    }

    func matrix() throws -> Tensor { try rows(windows) }

    func rows(_ tensor: Tensor) throws -> Tensor { try tensor.reshaped([-1, tensor.shape.last]) }

    func filterMatrix(_ filters: Tensor) throws -> Tensor { try rows(filters) }
}
