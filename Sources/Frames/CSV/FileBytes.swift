import CLibCSV
import Glibc
import Signatures
import Tensors

/// The bytes of a file: mapped where it is a regular one, else read to the end.
///
/// `@unchecked` because a raw pointer is not `Sendable`; the bytes are never written.
final class FileBytes: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    init(path: String) throws {
        (bytes, isMapped) = try Files.opened(path, O_RDONLY) { descriptor in
            guard let status = Files.status(of: descriptor) else { throw Fault.reading(path, errno) }
            guard !status.isFolder else { throw Fault.folder(path) }
            guard status.isRegular, status.st_size > 0 else {
                return (try FileBytes.copied(Files.readStream(descriptor, path)), false)
            }
            return (try FileBytes.mapped(descriptor, count: Int(status.st_size), path), true)
        }
    }

    deinit {
        guard let start = UnsafeMutableRawPointer(mutating: bytes.baseAddress) else { return }
        if isMapped { tcsv_unmap(start) } else { free(start) }
    }

    /// Whether another process made the file shorter since it was mapped: what was read of it is then not all true.
    var wasCut: Bool { isMapped && tcsv_was_cut(bytes.baseAddress) }

    private static func mapped(
        _ descriptor: Int32, count: Int, _ path: String
    ) throws -> UnsafeRawBufferPointer {
        guard let start = tcsv_map(descriptor, count) else { throw Fault.reading(path, errno) }
        return UnsafeRawBufferPointer(start: start, count: count)
    }

    private static func copied(_ content: [UInt8]) throws -> UnsafeRawBufferPointer {
        guard let start = malloc(max(1, content.count)) else {
            throw Fault(.memory, "there is no memory for \(byteText(content.count))")
        }
        let buffer = UnsafeMutableRawBufferPointer(start: start, count: content.count)
        buffer.copyBytes(from: content)
        return UnsafeRawBufferPointer(buffer)
    }
}
