/// What is known of a tensor without its elements: its dtype and the size of each axis.
package struct TensorType: Hashable, Sendable, CustomStringConvertible {
    package var dtype: DType
    package var shape: [Size]

    package init(_ dtype: DType, _ shape: [Size]) {
        self.dtype = dtype
        self.shape = shape
    }

    package init(_ dtype: DType, sizes: [Int]) {
        self.init(dtype, sizes.map { .known($0) })
    }

    package var rank: Int { shape.count }

    /// The number of elements, where sizes allow it to be said.
    package var count: Size { shape.reduce(.known(1)) { $0.times($1) } }

    /// The sizes as integers, if all are known.
    package var knownSizes: [Int]? {
        let sizes = shape.compactMap(\.known)
        return sizes.count == shape.count ? sizes : nil
    }

    package func with(_ dtype: DType) -> TensorType { TensorType(dtype, shape) }

    package func substituting(_ name: String, by value: Int) -> TensorType {
        TensorType(dtype, shape.map { $0.substituting(name, by: value) })
    }

    /// As errors show it: `f32 [batch, 4]`.
    package var description: String { "\(dtype.name) \(shapeText)" }

    package var shapeText: String { "[" + shape.map(\.description).joined(separator: ", ") + "]" }
}
