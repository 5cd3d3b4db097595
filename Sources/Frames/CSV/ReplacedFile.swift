import Glibc
import Signatures

/// A file that appears whole or not at all: written beside its place, flushed to the disk, then renamed.
package struct ReplacedFile {
    private let path: String
    private let descriptor: Int32

    /// - Throws: what `body` throws, or a fault of kind `file`; the file at `path` is then as it was.
    package static func write(_ path: String, _ body: (ReplacedFile) throws -> Void) throws {
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            throw Fault.file(path, errno: EISDIR, doing: "write")
        }
        let aside = "\(path).\(getpid()).part"
        let descriptor = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Fault.file(path, errno: errno, doing: "write") }
        do {
            defer { close(descriptor) }
            try body(ReplacedFile(path: path, descriptor: descriptor))
            guard fsync(descriptor) == 0 || errno == EINVAL else {
                throw Fault.file(path, errno: errno, doing: "write")
            }
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, path) == 0 else {
            let code = errno
            unlink(aside)
            throw Fault.file(path, errno: code, doing: "write")
        }
    }

    package func append(_ bytes: [UInt8]) throws {
        var written = 0
        try bytes.withUnsafeBytes { buffer in
            while written < buffer.count {
                let count = Glibc.write(
                    descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { throw Fault.file(path, errno: errno, doing: "write") }
                written += count
            }
        }
    }
}
