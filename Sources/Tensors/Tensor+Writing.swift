import CKernels
import Signatures

extension Tensor {
    /// The same elements, one after another in row-major order; itself if they already are.
    package func contiguous() throws -> Tensor { isContiguous ? self : try copied() }

    /// A copy in storage of its own, in row-major order.
    package func copied() throws -> Tensor {
        let result = try Tensor.uninitialized(dtype, shape)
        try Kernel.run(tk_copy, outputs: [result], inputs: [self])
        return result
    }

    /// Makes this tensor the single owner of its elements, so that they may be written.
    package mutating func makeUnique() throws {
        if !isKnownUniquelyReferenced(&storage) || !storage.isWritable || hasRepeatedElements {
            self = try copied()
        }
    }

    /// A stretched axis shows one element many times: a write to one would change them all.
    private var hasRepeatedElements: Bool {
        shape.indices.contains { shape[$0] > 1 && strides[$0] == 0 }
    }

    /// Calls `body` with the elements in row-major order, to be written; copied first if they are shared.
    package mutating func withMutableElements<T, R>(
        as: T.Type, _ body: (UnsafeMutableBufferPointer<T>) throws -> R
    ) throws -> R {
        guard MemoryLayout<T>.stride == dtype.size else {
            throw Fault.internal("\(dtype.name) elements are not \(MemoryLayout<T>.stride) bytes wide")
        }
        if !isContiguous { self = try copied() }
        try makeUnique()
        let start = base.assumingMemoryBound(to: T.self)
        return try body(UnsafeMutableBufferPointer(start: start, count: count))
    }

    /// Writes `source`, stretched and cast to fit, over this tensor's elements; those of `region` if it is given,
    /// a view that was made from this tensor.
    package mutating func assign(_ source: Tensor, to region: (Tensor) throws -> Tensor = { $0 }) throws {
        try makeUnique()
        // The view must not count as a second owner once it is gone, so it lives only in this scope.
        let target = try region(self)
        guard target.storage === storage else {
            throw Fault.internal("only a view of the tensor itself can be written")
        }
        let values = try source.cast(to: dtype).broadcast(to: target.sizes)
        try Kernel.run(
            tk_copy, outputs: [target], inputs: [values.storage === storage ? values.copied() : values])
    }
}
