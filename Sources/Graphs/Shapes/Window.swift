import Signatures

/// What a window that moves over an image does at its edges: it stays within, or sees zeros beyond.
enum Padding: String, CaseIterable {
    case valid, same
}

/// A window that moves over images [batch, height, width, channel], as convolutions and pooling have it.
struct Window {
    /// Height and width.
    let sizes: [Int]
    let strides: [Int]
    /// Whether the image is padded so that only the stride makes the result smaller, as TensorFlow's `SAME`.
    let isPadded: Bool

    init(sizes: [Int], stride: Attribute, padding: Attribute) throws {
        self.sizes = sizes
        strides = try stride.pair("stride")
        guard (sizes + strides).allSatisfy({ $0 > 0 && $0 <= 1 << 20 }) else {
            throw Fault(.argument, "a window and its stride have sizes from 1 on")
        }
        guard case .string(let text) = padding, let rule = Padding(rawValue: text) else {
            throw Fault(
                .argument, "`padding` is " + Padding.allCases.map { "\"\($0)\"" }.joined(separator: " or "),
                labels: [.init(.named("padding"), "\(padding)")])
        }
        isPadded = rule == .same
    }

    /// The size of the result along an axis: 0 for height, 1 for width.
    func resultSize(of size: Size, axis: Int, _ image: TensorType) throws -> Size {
        guard let known = size.known else { return .unknown }
        if isPadded { return .known((known + strides[axis] - 1) / strides[axis]) }
        guard known >= sizes[axis] else {
            throw Fault(
                .shape, "a window of size \(sizes[axis]) does not fit into an image of size \(known)",
                labels: [.init(.argument(0), image.description)], help: "write `padding: \"same\"`")
        }
        return .known((known - sizes[axis]) / strides[axis] + 1)
    }

    /// The type of an image once the window has passed over it.
    func result(of image: TensorType, channels: Size) throws -> TensorType {
        guard image.rank == 4 else {
            throw Fault(
                .shape, "images have the axes [batch, height, width, channel]",
                labels: [.init(.argument(0), image.description)])
        }
        let height = try resultSize(of: image.shape[1], axis: 0, image)
        let width = try resultSize(of: image.shape[2], axis: 1, image)
        return TensorType(image.dtype, [image.shape[0], height, width, channels])
    }

    /// What the C kernels are told: the window, its steps, the padding above and to the left, the distances.
    func settings(image: [Int], result: [Int]) -> [Int] {
        sizes + strides + [padding(image[1], result[1], 0), padding(image[2], result[2], 1)] + [1, 1]
    }

    private func padding(_ size: Int, _ count: Int, _ axis: Int) -> Int {
        isPadded ? max(0, (count - 1) * strides[axis] + sizes[axis] - size) / 2 : 0
    }
}
