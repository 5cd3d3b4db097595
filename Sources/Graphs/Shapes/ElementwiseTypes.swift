import Signatures

extension TypeRule {
    /// One result of the operands' broadcast shape and common dtype; or of `dtype`, as comparisons have.
    static func elementwise(_ promotion: Promotion, giving dtype: DType? = nil) -> TypeRule {
        TypeRule(promotion) { inputs, _ in
            let shape = try broadcastShape(inputs)
            return [TensorType(dtype ?? inputs.map(\.dtype).max() ?? .f32, shape)]
        }
    }

    /// The type of the first input.
    static let same = TypeRule { inputs, _ in [inputs[0]] }
}

/// The shape that all operands stretch to.
func broadcastShape(_ inputs: [TensorType]) throws -> [Size] {
    var shape = inputs[0].shape
    for (position, input) in inputs.enumerated() where input.shape != shape {
        guard let wider = broadcast(shape, input.shape) else {
            throw cannotBroadcast(inputs[0], input, position)
        }
        shape = wider
    }
    return shape
}

private func cannotBroadcast(_ a: TensorType, _ b: TensorType, _ position: Int) -> Fault {
    Fault(
        .shape, "the shapes \(a.shapeText) and \(b.shapeText) do not fit each other",
        labels: [.init(.argument(0), a.description), .init(.argument(position), b.description)],
        notes: ["Axes are matched from the last, and sizes must be equal or 1."],
        help: transposeHelp(a, b))
}

/// A hint, where swapping the last two axes of the second operand makes the shapes equal.
private func transposeHelp(_ a: TensorType, _ b: TensorType) -> String? {
    guard a.rank == 2, b.rank == 2, a.shape == b.shape.reversed() else { return nil }
    return "the shapes are equal once one of them is transposed: write transpose(…)"
}

extension TypeRule {
    /// A condition and two values of one dtype.
    static let choice = TypeRule(Promotion.common.only(1..<3)) { inputs, _ in
        guard inputs[0].dtype == .bool else {
            throw Fault(
                .type, "the condition is a tensor of booleans, not \(inputs[0].dtype.name)",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        return [TensorType(inputs[1].dtype, try broadcastShape(inputs))]
    }

    /// Attribute: the dtype.
    static let cast = TypeRule { inputs, attributes in
        guard let dtype = attributes[0].dtype else { throw Fault(.argument, "a cast names a dtype") }
        return [inputs[0].with(dtype)]
    }

    /// Attributes: sizes and a dtype. A number.
    static let extent = TypeRule { _, attributes in
        guard let dtype = attributes[1].dtype else { throw Fault(.argument, "an extent names a dtype") }
        return [TensorType(dtype, [])]
    }
}

extension TypeRule {
    /// Decimals in rows along the last axis.
    static let rows = TypeRule(.floating) { inputs, _ in
        guard inputs[0].rank > 0 else {
            throw Fault(
                .shape, "a number alone has no last axis",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        return [inputs[0]]
    }
}
