import Signatures

extension Tensor {
    /// The same layout over other storage, which must be at least as large: how a plan puts tensors that it has
    /// only measured so far into its memory.
    package func placed(on storage: Storage) -> Tensor {
        Tensor(storage: storage, dtype: dtype, shape: shape, strides: strides, offset: offset)
    }

    /// A row-major tensor over storage whose bytes are not to be touched until it is `placed`.
    package static func unplaced(_ dtype: DType, _ shape: Shape, on storage: Storage) -> Tensor {
        Tensor(storage: storage, dtype: dtype, shape: shape, strides: shape.rowMajorStrides, offset: 0)
    }
}
