import CKernels
import Signatures

/// Tensors that lie one after the other in one storage: what is done to each element alike can be done to all of
/// them at once.
extension Tensor {
    /// Row-major tensors of these sizes in one new storage, whose elements are still to be written.
    package static func uninitialized(_ dtype: DType, together shapes: [Shape]) throws -> [Tensor] {
        var count = 0
        var starts: [Int] = []
        for shape in shapes {
            starts.append(count)
            let (sum, overflow) = count.addingReportingOverflow(shape.count)
            guard !overflow else { throw Shape.tooLarge(shape.array, dtype: dtype) }
            count = sum
        }
        let whole = try uninitialized(dtype, Shape([count]))
        return zip(shapes, starts).map { shape, start in
            Tensor(
                storage: whole.storage, dtype: dtype, shape: shape, strides: shape.rowMajorStrides, offset: start)
        }
    }

    /// All their elements as a tensor with one axis, if the tensors lie one after the other; else nil.
    package static func joint(_ parts: [Tensor]) -> Tensor? {
        guard let first = parts.first else { return nil }
        var end = first.offset
        for part in parts {
            guard part.storage === first.storage, part.dtype == first.dtype, part.offset == end, part.isContiguous
            else { return nil }
            end += part.count
        }
        let shape = Shape(repeating: end - first.offset, rank: 1)
        return Tensor(
            storage: first.storage, dtype: first.dtype, shape: shape, strides: shape.rowMajorStrides,
            offset: first.offset)
    }

    /// Writes another's elements over those of a row-major tensor that has just been made.
    package func fill(from source: Tensor) throws {
        if source.isContiguous, source.dtype == dtype {
            base.copyMemory(from: source.base, byteCount: count * dtype.size)
        } else {
            try Kernel.run(tk_copy, outputs: [self], inputs: [source])
        }
    }

    /// The elements from `start` on as a row-major tensor of this shape; there must be as many.
    package func part(from start: Int, _ shape: Shape) -> Tensor {
        Tensor(
            storage: storage, dtype: dtype, shape: shape, strides: shape.rowMajorStrides, offset: offset + start)
    }
}
