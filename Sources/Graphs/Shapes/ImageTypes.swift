import Signatures

extension TypeRule {
    /// Inputs: images and filters [height, width, channels, filters]. Attributes: stride, padding.
    static let conv2d = TypeRule(.floating) { inputs, attributes in
        let window = try filterWindow(inputs[1], attributes)
        try requireChannels(inputs, axis: 2)
        return [try window.result(of: inputs[0], channels: inputs[1].shape[3])]
    }

    /// Inputs: a gradient of the result, and filters. Attributes: stride, padding, height and width of the image.
    static let conv2dInput = TypeRule(.floating) { inputs, attributes in
        let window = try filterWindow(inputs[1], attributes)
        try requireChannels(inputs, axis: 3)
        let sizes = try attributes[2].symbolicSizes("sizes")
        guard sizes.count == 2, inputs[0].rank == 4 else { throw notAnImage(inputs[0]) }
        let image = TensorType(inputs[0].dtype, [inputs[0].shape[0]] + sizes + [inputs[1].shape[2]])
        try requireResult(window.result(of: image, channels: inputs[1].shape[3]), inputs[0])
        return [image]
    }

    /// Inputs: images, and a gradient of the result. Attributes: stride, padding, height and width of the filters.
    static let conv2dFilter = TypeRule(.floating) { inputs, attributes in
        let sizes = try attributes[2].pair("sizes")
        let window = try Window(sizes: sizes, stride: attributes[0], padding: attributes[1])
        guard inputs[0].rank == 4, inputs[1].rank == 4 else { throw notAnImage(inputs[0]) }
        try requireResult(window.result(of: inputs[0], channels: inputs[1].shape[3]), inputs[1])
        return [
            TensorType(
                inputs[0].dtype, [.known(sizes[0]), .known(sizes[1]), inputs[0].shape[3], inputs[1].shape[3]])
        ]
    }

    /// Input: images. Attributes: window, stride, padding.
    static let pool = TypeRule(.floating) { inputs, attributes in
        let window = try poolWindow(attributes)
        guard inputs[0].rank == 4 else { throw notAnImage(inputs[0]) }
        return [try window.result(of: inputs[0], channels: inputs[0].shape[3])]
    }

    /// The same, and then the places of the largest.
    static let maxPool = TypeRule(.floating) { inputs, attributes in
        let result = try pool.infer(inputs, attributes)[0]
        return [result, result.with(.i64)]
    }

    /// Input: a gradient of the result. Attributes: window, stride, padding, height and width of the images.
    static let poolGradient = TypeRule(.floating) { inputs, attributes in
        let window = try poolWindow(attributes)
        let sizes = try attributes[3].symbolicSizes("sizes")
        guard sizes.count == 2, inputs[0].rank == 4 else { throw notAnImage(inputs[0]) }
        let image = TensorType(inputs[0].dtype, [inputs[0].shape[0]] + sizes + [inputs[0].shape[3]])
        try requireResult(window.result(of: image, channels: inputs[0].shape[3]), inputs[0])
        return [image]
    }
}

/// The window that filters are.
func filterWindow(_ filters: TensorType, _ attributes: [Attribute]) throws -> Window {
    let sizes = filters.shape.prefix(2).compactMap(\.known)
    guard filters.rank == 4, sizes.count == 2 else {
        throw Fault(
            .shape, "filters have the axes [height, width, channel, filter]",
            labels: [.init(.argument(1), filters.description)])
    }
    return try Window(sizes: sizes, stride: attributes[0], padding: attributes[1])
}

func poolWindow(_ attributes: [Attribute]) throws -> Window {
    try Window(sizes: attributes[0].pair("window"), stride: attributes[1], padding: attributes[2])
}

private func requireChannels(_ inputs: [TensorType], axis: Int) throws {
    guard inputs[0].rank == 4, let channels = inputs[0].shape.last else { throw notAnImage(inputs[0]) }
    if channels.differs(from: inputs[1].shape[axis]) {
        throw Fault.shapes("the filters are for images with another number of channels", inputs[0], inputs[1])
    }
}

private func requireResult(_ expected: TensorType, _ given: TensorType) throws {
    if zip(expected.shape, given.shape).contains(where: { $0.differs(from: $1) }) {
        throw Fault(
            .shape, "the gradient does not have the shape of the result, \(expected)",
            labels: [.init(.argument(0), given.description)])
    }
}

private func notAnImage(_ type: TensorType) -> Fault {
    Fault(
        .shape, "images have the axes [batch, height, width, channel]",
        labels: [.init(.argument(0), type.description)])
}
