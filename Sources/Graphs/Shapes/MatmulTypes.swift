import Signatures

extension TypeRule {
    static let matmul = TypeRule(.arithmetic) { inputs, _ in [try productType(inputs[0], inputs[1])] }
}

private func productType(_ a: TensorType, _ b: TensorType) throws -> TensorType {
    guard a.rank > 0, b.rank > 0 else {
        throw Fault.shapes("a matrix product needs tensors with at least one axis", a, b)
    }
    let inner = b.rank == 1 ? b.shape[0] : b.shape[b.rank - 2]
    guard !a.shape[a.rank - 1].differs(from: inner) else { throw innerSizesDiffer(a, b, inner) }
    guard let batch = broadcast(Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2))) else {
        throw Fault.shapes("the axes before the matrices do not fit each other", a, b)
    }
    let rows = a.rank == 1 ? [] : [a.shape[a.rank - 2]]
    let columns = b.rank == 1 ? [] : [b.shape[b.rank - 1]]
    return TensorType(a.dtype.promoted(with: b.dtype), batch + rows + columns)
}

private func innerSizesDiffer(_ a: TensorType, _ b: TensorType, _ inner: Size) -> Fault {
    let columns = a.shape[a.rank - 1]
    var help: String?
    if b.rank == 2, b.shape[1] == columns {
        help = "transpose the right operand: `transpose(…)`"
    } else if a.rank == 2, a.shape[0] == inner {
        help = "transpose the left operand: `transpose(…)`"
    }
    return Fault.shapes(
        "a matrix product needs as many columns on the left as rows on the right, and \(columns) is not \(inner)",
        a, b, help: help)
}
