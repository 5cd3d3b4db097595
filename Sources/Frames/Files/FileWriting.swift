import Glibc
import Signatures
import Tensors

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
    /// An interrupt stops it, unless there was one already: what is written then is what the user still gets.
    /// - Parameter body: Is given what appends bytes to the file.
    /// - Throws: A fault of kind `file`, or what `body` throws; the old file is then still there.
    package static func write(to path: String, _ body: (Append) throws -> Void) throws {
        try check(path)
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists && status.isFolder { throw Fault.folder(path) }
        let mayStop = !Interruption.isRequested
        if exists && !status.isRegular { return try writeDirectly(to: path, mayStop: mayStop, body) }
        // A read-only file is refused, though `rename` would replace it: its owner protected it.
        if exists && faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0 { throw Fault.writing(path, errno) }
        let target = exists ? resolved(path) : path
        let mode = exists ? status.st_mode & 0o777 : defaultMode()
        try replace(target, mode: mode, named: path, mayStop: mayStop, body)
    }

    private static func replace(
        _ target: String, mode: mode_t, named path: String, mayStop: Bool, _ body: (Append) throws -> Void
    ) throws {
        let (descriptor, aside) = try makeAside(target, named: path)
        do {
            defer { close(descriptor) }
            try body { try writeAll($0, to: descriptor, named: path, mayStop: mayStop) }
            guard fchmod(descriptor, mode) == 0 else { throw Fault.writing(path, errno) }
            let failure = try flush(descriptor, mayStop: mayStop)
            guard failure == 0 else { throw Fault.writing(path, failure) }
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

    /// Flushes a file to the disk, which may take its time: the user need not wait for it. 0, or the system's error.
    private static func flush(_ descriptor: Int32, mayStop: Bool) throws -> Int32 {
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { return errno }
        return try Interruption.aside(isLong: mayStop) {
            defer { close(copy) }
            return fsync(copy) == 0 ? 0 : errno
        }
    }

    private static func writeDirectly(to path: String, mayStop: Bool, _ body: (Append) throws -> Void) throws {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Fault.writing(path, errno) }
        defer { close(descriptor) }
        try body { try writeAll($0, to: descriptor, named: path, mayStop: mayStop) }
    }

    /// Bytes between two looks at the interrupt flag.
    private static let portion = 1 << 22

    private static func writeAll(
        _ bytes: [UInt8], to descriptor: Int32, named path: String, mayStop: Bool
    ) throws {
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let rest = UnsafeRawBufferPointer(rebasing: buffer[done..<min(buffer.count, done + portion)])
                let written = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if written < 0 && errno == EINTR { continue }
                guard written >= 0 else { throw Fault.writing(path, errno) }
                done += written
                if mayStop { try Interruption.check() }
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
