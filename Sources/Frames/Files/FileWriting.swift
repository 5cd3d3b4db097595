import Glibc
import Signatures

extension Files {
    package typealias Append = ([UInt8]) throws -> Void

    /// As `write(to:_:)`, of parts that are there already.
    package static func write(_ parts: [[UInt8]], to path: String) throws {
        try write(to: path) { append in for part in parts { try append(part) } }
    }

    /// Writes a file so that at every moment either the old or the new one is whole.
    ///
    /// The bytes go to a new file beside it, are flushed to the disk, and take the old one's place in one step
    /// (`rename`); then the folder is flushed, so that the step itself lasts. A link is followed: what it points
    /// to is replaced. What is no regular file, such as `/dev/stdout`, is written to directly.
    /// - Parameter body: Is given what appends bytes to the file.
    /// - Throws: A fault of kind `file`, or what `body` throws; the old file is then still there.
    package static func write(to path: String, _ body: (Append) throws -> Void) throws {
        try check(path)
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists && status.isFolder { throw Fault.folder(path) }
        if exists && !status.isRegular { return try writeDirectly(to: path, body) }
        // A read-only file is refused, though `rename` would replace it: its owner protected it.
        if exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 { throw Fault.writing(path, errno) }
        let target = exists ? resolved(path) : path
        let mode = exists ? status.st_mode & 0o777 : defaultMode()
        try replace(target, mode: mode, named: path, body)
    }

    private static func replace(
        _ target: String, mode: mode_t, named path: String, _ body: (Append) throws -> Void
    ) throws {
        let (descriptor, aside) = try makeAside(target, named: path)
        do {
            defer { close(descriptor) }
            try body { try writeAll($0, to: descriptor, named: path) }
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else {
                throw Fault.writing(path, errno)
            }
        } catch {
            unlink(aside)
            throw error
        }
        guard rename(aside, target) == 0 else {
            let fault = Fault.writing(path, errno)
            unlink(aside)
            throw fault
        }
        flushFolder(of: target)
    }

    /// A new, empty, hidden file in the target's folder: `rename` works only within one disk.
    private static func makeAside(_ target: String, named path: String) throws -> (Int32, String) {
        var template = Array("\(folderName(of: target))/.tenon-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw Fault.writing(path, errno) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        return (descriptor, String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    private static func writeDirectly(to path: String, _ body: (Append) throws -> Void) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault.writing(path, errno) }
        defer { close(descriptor) }
        try body { try writeAll($0, to: descriptor, named: path) }
    }

    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32, named path: String) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written >= 0 else { throw Fault.writing(path, errno) }
                done += written
            }
        }
    }

    /// Where links lead; the path itself if they cannot be followed.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    /// What the user's mask leaves of read and write for all, as for any new file.
    private static func defaultMode() -> mode_t {
        let mask = umask(0o077)
        umask(mask)
        return 0o666 & ~mask
    }

    /// The file is whole already, so a folder that cannot be flushed (some network disks) is no failure.
    private static func flushFolder(of path: String) {
        let descriptor = open(folderName(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }
}
