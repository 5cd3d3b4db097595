import Glibc
import Signatures
import Tensors

/// The bytes of a file: mapped where it is a regular one, else read to the end.
///
/// `@unchecked` because a raw pointer is not `Sendable`; the bytes are never written.
final class FileBytes: @unchecked Sendable {
    private(set) var bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    init(path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault.file(path, errno: errno, doing: "read") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Fault.file(path, errno: errno, doing: "read") }
        let kind = status.st_mode & S_IFMT
        if kind == S_IFDIR { throw Fault.file(path, errno: EISDIR, doing: "read") }
        isMapped = kind == S_IFREG && status.st_size > 0
        bytes =
            isMapped
            ? try FileBytes.mapped(descriptor, count: Int(status.st_size), path)
            : try FileBytes.read(descriptor, path)
    }

    deinit {
        guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
        if isMapped { munmap(start, bytes.count) } else { free(start) }
    }

    private static func mapped(
        _ descriptor: Int32, count: Int, _ path: String
    ) throws -> UnsafeRawBufferPointer {
        guard let start = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
            throw Fault.file(path, errno: errno, doing: "read")
        }
        madvise(start, count, MADV_SEQUENTIAL)
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    /// Of a pipe or device, which has no size: doubles its buffer, within the memory budget.
    private static func read(_ descriptor: Int32, _ path: String) throws -> UnsafeRawBufferPointer {
        var capacity = 1 << 16
        var count = 0
        var buffer = malloc(capacity)
        while let start = buffer {
            let got = Glibc.read(descriptor, start + count, capacity - count)
            if got == 0 { return UnsafeRawBufferPointer(start: start, count: count) }
            guard got > 0 else {
                let code = errno
                free(start)
                throw Fault.file(path, errno: code, doing: "read")
            }
            count += got
            guard count == capacity else { continue }
            guard capacity < MemoryBudget.available / 4 else {
                free(start)
                throw Fault(
                    .memory, "`\(path)` has more than \(byteText(count)) and does not fit into memory")
            }
            capacity *= 2
            buffer = realloc(start, capacity)
        }
        throw Fault(.memory, "there is no memory to read `\(path)`")
    }
}

extension Fault {
    /// What the system says about a file, in plain words.
    static func file(_ path: String, errno code: Int32, doing verb: String) -> Fault {
        switch code {
        case ENOENT where verb == "read": Fault(.file, "there is no file `\(path)`")
        case ENOENT, ENOTDIR: Fault(.file, "there is no folder for `\(path)`")
        case EISDIR: Fault(.file, "`\(path)` is a directory, not a file")
        case EACCES, EPERM, EROFS: Fault(.file, "there is no permission to \(verb) `\(path)`")
        case ENOSPC, EDQUOT: Fault(.file, "the disk is full: `\(path)` was not written")
        default: Fault(.file, "can't \(verb) `\(path)`: \(String(cString: strerror(code)))")
        }
    }
}
