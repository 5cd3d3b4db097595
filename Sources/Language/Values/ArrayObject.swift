import Signatures

/// Where the elements of an array are, for reading and writing single ones without a call.
///
/// Only arrays with one or two axes have their sizes here: others are indexed by the host.
@frozen
public struct ArrayHeader {
    /// The first element; nil where single elements must be asked of the host.
    public var base: UnsafeMutableRawPointer?
    public var dtype: DType
    public var rank: UInt8
    public var size0: Int
    public var size1: Int
    /// Elements, not bytes.
    public var stride0: Int
    public var stride1: Int

    @inlinable
    public init(
        base: UnsafeMutableRawPointer?, dtype: DType, rank: Int, size0: Int = 0, size1: Int = 0,
        stride0: Int = 0,
        stride1: Int = 0
    ) {
        self.base = base
        self.dtype = dtype
        self.rank = UInt8(clamping: rank)
        self.size0 = size0
        self.size1 = size1
        self.stride0 = stride0
        self.stride1 = stride1
    }
}

/// A tensor as the machine sees it; the host subclasses it and keeps the elements alive.
open class ArrayObject: Object {
    public final var header: ArrayHeader

    public init(header: ArrayHeader) {
        self.header = header
        super.init(.array)
    }

    public final var dtype: DType { header.dtype }

    /// The size of each axis.
    open var sizes: [Int] { [] }

    /// Makes sure that writing at `header.base` changes no other array, copying the elements if need be.
    /// False if single elements cannot be written directly.
    open func prepareForWriting() throws -> Bool { false }
}
