import CKernels
import Signatures

/// Elements of one dtype along up to eight axes, as a value: copies share storage until one of them is written.
///
/// A view (a slice, a transpose, a broadcast) shares its source's storage with strides of its own.
@frozen
public struct Tensor: Sendable {
    public internal(set) var storage: Storage
    public let dtype: DType
    public internal(set) var shape: Shape
    /// Elements from one index to the next, by axis; 0 stretches an axis, negative runs backwards.
    public internal(set) var strides: Shape
    /// The element of `storage` that has index 0 on every axis.
    public internal(set) var offset: Int

    init(storage: Storage, dtype: DType, shape: Shape, strides: Shape, offset: Int) {
        self.storage = storage
        self.dtype = dtype
        self.shape = shape
        self.strides = strides
        self.offset = offset
    }

    /// A row-major tensor over the bytes of `storage`, of which there must be enough.
    package init(storage: Storage, dtype: DType, shape: Shape) throws {
        guard shape.count * dtype.size <= storage.bytes else {
            throw Fault.internal("\(shape.count) elements of \(dtype.name) do not fit in \(storage.bytes) bytes")
        }
        self.init(storage: storage, dtype: dtype, shape: shape, strides: shape.rowMajorStrides, offset: 0)
    }

    /// A row-major tensor whose elements are still to be written.
    package static func uninitialized(_ dtype: DType, _ shape: Shape) throws -> Tensor {
        guard let bytes = shape.bytes(dtype: dtype), let storage = Storage.allocated(bytes: bytes) else {
            throw Shape.tooLarge(shape.array, dtype: dtype)
        }
        return Tensor(storage: storage, dtype: dtype, shape: shape, strides: shape.rowMajorStrides, offset: 0)
    }

    @inlinable public var rank: Int { shape.rank }
    @inlinable public var count: Int { shape.count }
    @inlinable public var sizes: [Int] { shape.array }

    package var type: TensorType { TensorType(dtype, sizes: sizes) }

    /// Whether the elements lie one after another in row-major order.
    public var isContiguous: Bool {
        // Asked for every operand of every op: written without a range that would have to be turned round.
        var expected = 1
        var axis = shape.rank - 1
        while axis >= 0 {
            let size = shape[axis]
            if size == 0 { return true }
            if size != 1 && strides[axis] != expected { return false }
            expected *= size
            axis -= 1
        }
        return true
    }
}
