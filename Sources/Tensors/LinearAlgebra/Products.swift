import CKernels
import Signatures

extension Tensor {
    /// The matrix product of the last two axes; batch axes before them are broadcast. A tensor with one axis is a
    /// row on the left and a column on the right, and the result is without that axis.
    package func matmul(_ other: Tensor) throws -> Tensor {
        guard rank > 0, other.rank > 0 else {
            throw Fault.shapes("a matrix product needs tensors with at least one axis", type, other.type)
        }
        let common = dtype.promoted(with: other.dtype).promoted(with: .i64)
        let left = try (rank == 1 ? unsqueezed(0) : self).cast(to: common)
        let right = try (other.rank == 1 ? other.unsqueezed(1) : other).cast(to: common)
        guard left.shape.last == right.shape[right.rank - 2] else { throw innerSizesDiffer(other) }
        guard let batch = left.batch(with: right) else {
            throw Fault.shapes("the axes before the matrices do not fit each other", type, other.type)
        }
        let sizes = batch + [left.shape[left.rank - 2], right.shape.last]
        var result = try Tensor.uninitialized(common, Shape(checking: sizes, dtype: common))
        try Kernel.run(tk_matmul, outputs: [result], inputs: [left, right])
        if other.rank == 1 { result = try result.squeezed(-1) }
        return rank == 1 ? try result.squeezed(other.rank == 1 ? -1 : -2) : result
    }

    /// The sizes of the axes before the matrices, broadcast.
    private func batch(with other: Tensor) -> [Int]? {
        if rank == 2, other.rank == 2 { return [] }
        let (left, right) = (type.shape.dropLast(2), other.type.shape.dropLast(2))
        return Signatures.broadcast(Array(left), Array(right))?.compactMap(\.known)
    }

    private func innerSizesDiffer(_ other: Tensor) -> Fault {
        let inner = other.rank == 1 ? other.shape[0] : other.shape[other.rank - 2]
        let fits = other.rank >= 2 && other.shape.last == shape.last
        return Fault.shapes(
            "a matrix product needs as many columns on the left as rows on the right, and \(shape.last) is not \(inner)",
            type, other.type, help: fits ? "transpose the right operand" : nil)
    }
}
