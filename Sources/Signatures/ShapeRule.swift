/// How the types of an operation's results follow from those of its inputs.
///
/// The same rule serves the checker, where sizes may be named or unknown, and run time, where all are known.
/// It throws a fault of kind `shape` or `type` that labels the inputs at fault.
package typealias ShapeRule = @Sendable (_ inputs: [TensorType], _ attributes: [Attribute]) throws -> [TensorType]

/// The shape of two operands that are broadcast against each other (NumPy's rule): axes are matched from the
/// last, and an axis of size 1, or one that is absent, stretches.
package func broadcast(_ a: [Size], _ b: [Size]) -> [Size]? {
    var result: [Size] = []
    for offset in 1...max(1, max(a.count, b.count)) where offset <= max(a.count, b.count) {
        let x = offset <= a.count ? a[a.count - offset] : .known(1)
        let y = offset <= b.count ? b[b.count - offset] : .known(1)
        guard let size = broadcast(x, y) else { return nil }
        result.append(size)
    }
    return result.reversed()
}

private func broadcast(_ x: Size, _ y: Size) -> Size? {
    if x == .known(1) { return y }
    if y == .known(1) || x == y { return x }
    if x.differs(from: y) { return nil }
    // A named or unknown size against a known one must be that one, or 1, or be an error at run time.
    if x.known != nil { return x }
    return y.known != nil ? y : .unknown
}

extension Fault {
    /// Two operands whose shapes do not fit each other.
    package static func shapes(_ sentence: String, _ a: TensorType, _ b: TensorType, help: String? = nil) -> Fault {
        Fault(
            .shape, sentence,
            labels: [.init(.argument(0), a.description), .init(.argument(1), b.description)], help: help)
    }
}

/// An axis counted from the end if negative, as an index from 0.
package func resolveAxis(_ axis: Int, rank: Int) throws -> Int {
    let index = axis < 0 ? axis &+ rank : axis
    guard index >= 0, index < rank else {
        throw Fault(
            .index, "axis \(axis) is out of range for a tensor with \(rank) \(rank == 1 ? "axis" : "axes")",
            labels: [.init(.named("axis"), "\(axis)")])
    }
    return index
}
