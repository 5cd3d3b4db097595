import Glibc
import Signatures

/// Whole files, read and written so that nothing is lost when it goes wrong.
package enum Files {
    /// Opens a file and gives its descriptor to `body`, which is closed afterwards.
    static func opened<Result>(
        _ path: String, _ flags: Int32, _ body: (Int32) throws -> Result
    ) throws -> Result {
        try check(path)
        let descriptor = open(path, flags | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault.reading(path, errno) }
        defer { close(descriptor) }
        return try body(descriptor)
    }

    /// A path that the system would cut at its first zero byte, or take for nothing, is refused.
    static func check(_ path: String) throws {
        guard !path.isEmpty else { throw Fault(.file, "the path of the file is empty") }
        guard !path.utf8.contains(0) else {
            throw Fault(.file, "the path of the file holds a zero character")
        }
    }

    static func status(of descriptor: Int32) -> stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }
}

extension stat {
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
}
