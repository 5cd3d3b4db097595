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
            guard part.lies(at: end, in: first) else { return nil }
            end += part.count
        }
        return first.line(of: end - first.offset)
    }

    /// Whether this is a row-major tensor whose elements begin at a place in another's storage.
    package func lies(at place: Int, in other: Tensor) -> Bool {
        storage === other.storage && dtype == other.dtype && offset == place && isContiguous
    }

    /// So many elements of the storage from the first on; there must be as many.
    package func line(of count: Int) -> Tensor { part(from: 0, Shape(repeating: count, rank: 1)) }

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
