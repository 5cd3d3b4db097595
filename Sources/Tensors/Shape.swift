import Signatures

/// Up to eight integers in place: the sizes or the strides of a tensor's axes.
@frozen
public struct Shape: Sendable {
    /// The most axes that a tensor can have.
    public static let maximumRank = 8

    @usableFromInline var values: InlineArray<8, Int>
    @usableFromInline var axes: Int
    @inlinable public var rank: Int { axes }

    /// `rank` axes of size `value`.
    @inlinable
    public init(repeating value: Int, rank: Int) {
        values = InlineArray(repeating: value)
        axes = min(max(rank, 0), 8)
    }

    /// The first eight of `sizes`; for sizes that were checked before.
    @inlinable
    public init(_ sizes: some Collection<Int>) {
        self.init(repeating: 0, rank: sizes.count)
        for (i, size) in sizes.prefix(8).enumerated() { values[i] = size }
    }

    @inlinable
    public subscript(axis: Int) -> Int {
        get { values[axis] }
        set { values[axis] = newValue }
    }

    @inlinable
    public var indices: Range<Int> { 0..<rank }

    /// As an array.
    @inlinable
    public var array: [Int] { indices.map { values[$0] } }

    /// The product of the sizes; sizes of a tensor are checked to have one that fits.
    @inlinable
    public var count: Int {
        var product = 1
        for i in 0..<rank { product &*= values[i] }
        return product
    }

    /// The size of the last axis, or 1.
    @inlinable
    public var last: Int { rank == 0 ? 1 : values[rank - 1] }

    /// The strides, in elements, of a row-major tensor of these sizes.
    @inlinable
    public var rowMajorStrides: Shape {
        var strides = Shape(repeating: 0, rank: rank)
        var step = 1
        var axis = rank - 1
        while axis >= 0 {
            strides.values[axis] = step
            step &*= max(1, values[axis])
            axis -= 1
        }
        return strides
    }

    @inlinable
    public func removing(_ axis: Int) -> Shape {
        var kept = array
        kept.remove(at: axis)
        return Shape(kept)
    }

    /// With `value` at `axis`, before what was there; ranks beyond eight are the caller's to refuse.
    @inlinable
    public func inserting(_ value: Int, at axis: Int) -> Shape {
        var all = array
        all.insert(value, at: axis)
        return Shape(all)
    }
}

extension Shape: Equatable, CustomStringConvertible {
    @inlinable
    public static func == (a: Shape, b: Shape) -> Bool {
        guard a.rank == b.rank else { return false }
        for i in 0..<a.rank where a.values[i] != b.values[i] { return false }
        return true
    }

    /// As errors show it: `[3, 4]`.
    public var description: String { "\(array)" }
}

extension Shape {
    /// The sizes of a tensor that may exist: at most eight, none negative, with a product that fits.
    package init(checking sizes: [Int], dtype: DType = .f32) throws {
        try Shape.requireRank(sizes.count)
        if let negative = sizes.first(where: { $0 < 0 }) {
            throw Fault(.shape, "a tensor's size cannot be \(negative)")
        }
        self.init(sizes)
        guard bytes(dtype: dtype) != nil else { throw Shape.tooLarge(sizes, dtype: dtype) }
    }

    package static func requireRank(_ rank: Int) throws {
        guard rank <= maximumRank else {
            throw Fault(.limit, "a tensor has at most \(maximumRank) axes, not \(rank)")
        }
    }

    /// The bytes that elements of these sizes take; nil if that many cannot be counted, or there are too many axes.
    package static func bytes(_ sizes: [Int], dtype: DType) -> Int? {
        sizes.count <= maximumRank ? Shape(sizes).bytes(dtype: dtype) : nil
    }

    func bytes(dtype: DType) -> Int? {
        var product = dtype.size
        for axis in indices {
            if self[axis] == 0 { return 0 }
        }
        for axis in indices {
            let (next, overflow) = product.multipliedReportingOverflow(by: self[axis])
            if overflow { return nil }
            product = next
        }
        return product
    }

    /// What is said of a tensor that does not fit in memory.
    package static func tooLarge(_ sizes: [Int], dtype: DType) -> Fault {
        let bytes = sizes.reduce(Double(dtype.size)) { $0 * Double($1) }
        let text = sizes.isEmpty ? "a scalar" : sizes.map(String.init).joined(separator: " × ")
        return Fault(
            .memory,
            "a tensor of \(text) \(dtype.name) needs \(byteText(bytes)); "
                + "\(byteText(MemoryBudget.available)) are available")
    }
}
