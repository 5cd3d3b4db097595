import Signatures

extension TypeRule {
    /// Input: a key. Attributes: sizes, two numbers, a dtype.
    static let draw = TypeRule { inputs, attributes in
        try requireKey(inputs[0])
        guard let dtype = attributes[3].dtype, dtype.isFloating else {
            throw Fault(.type, "random numbers are decimals: f32 or f64")
        }
        return [TensorType(dtype, try attributes[0].symbolicSizes("sizes"))]
    }

    /// Input: a key. Attributes: sizes, a probability.
    static let booleanDraw = TypeRule { inputs, attributes in
        try requireKey(inputs[0])
        let probability = try attributes[1].number("probability")
        guard (0...1).contains(probability) else {
            throw Fault(.value, "a probability lies between 0 and 1, unlike \(probability)")
        }
        return [TensorType(.bool, try attributes[0].symbolicSizes("sizes"))]
    }
}

private func requireKey(_ key: TensorType) throws {
    guard key.dtype == .i64, key.rank == 1, !key.shape[0].differs(from: .known(2)) else {
        throw Fault(
            .type, "a random key is two integers", labels: [.init(.argument(0), key.description)])
    }
}
