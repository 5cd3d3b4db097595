import CKernels
import Signatures

/// A buffer of elements. Tensors that view the same elements share one.
///
/// Unchecked, since its bytes are written only by a tensor that is its single owner.
public final class Storage: @unchecked Sendable {
    public let pointer: UnsafeMutableRawPointer
    public let bytes: Int
    /// What else keeps the bytes alive, such as a mapped file; nil if the buffer is our own.
    private let owner: AnyObject?

    private init(_ pointer: UnsafeMutableRawPointer, bytes: Int, owner: AnyObject?) {
        self.pointer = pointer
        self.bytes = bytes
        self.owner = owner
    }

    /// A view of bytes that `owner` keeps alive and that nobody writes to.
    public static func borrowed(_ pointer: UnsafeMutableRawPointer, bytes: Int, owner: AnyObject) -> Storage {
        Storage(pointer, bytes: bytes, owner: owner)
    }

    /// A buffer without meaningful contents. Throws a fault of kind `memory` if the budget does not allow it.
    public static func allocate(bytes: Int) throws -> Storage {
        guard let storage = allocated(bytes: bytes) else {
            throw MemoryBudget.fault("a buffer", bytes: bytes)
        }
        return storage
    }

    /// The same, for callers that know better what to say when there is not enough.
    static func allocated(bytes: Int) -> Storage? {
        guard bytes >= 0, let pointer = tk_allocate(bytes) else { return nil }
        return Storage(pointer, bytes: bytes, owner: nil)
    }

    /// Whether the bytes may be written by a single owner.
    var isWritable: Bool { owner == nil }

    deinit {
        if owner == nil { tk_release(pointer, bytes) }
    }
}
