import Glibc

/// The cells that were typed, a line each, in a file that all prompts share: each appends to it, and reads what the
/// others have appended.
///
/// A lock on the file parts writers. Whoever finds it too large cuts it to its newest part.
final class HistoryFile {
    private let path: String
    /// Which file was read, and how far.
    private var inode: ino_t = 0
    private var offset: off_t = 0

    /// A file that grows beyond twice this is cut to it.
    private static let byteLimit = 1 << 20

    init(_ path: String) { self.path = path }

    /// `$XDG_STATE_HOME/tenon/history` (XDG Base Directory 0.8); nil if there is no home.
    static func standardPath() -> String? {
        func folder(_ variable: String) -> String? {
            getenv(variable).map { String(cString: $0) }.flatMap { $0.hasPrefix("/") ? $0 : nil }
        }
        let state = folder("XDG_STATE_HOME") ?? folder("HOME").map { $0 + "/.local/state" }
        return state.map { $0 + "/tenon/history" }
    }

    /// Gives 0, or the system's number of what went wrong.
    func append(_ cell: String) -> Int32 {
        makeFolders()
        guard let descriptor = openLocked(O_WRONLY | O_APPEND | O_CREAT) else { return errno }
        defer { close(descriptor) }
        let line = Array((Self.line(of: cell) + "\n").utf8)
        guard write(descriptor, line, line.count) == line.count else { return errno == 0 ? EIO : errno }
        return 0
    }

    /// The cells that were appended since the last reading; all of them, and `isWhole`, if the file is another one.
    func readNew() -> (cells: [String], isWhole: Bool) {
        guard let descriptor = openLocked(O_RDWR) ?? openLocked(O_RDONLY) else { return ([], false) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return ([], false) }
        let isWhole = status.st_ino != inode || status.st_size < offset
        if isWhole { (inode, offset) = (status.st_ino, 0) }
        var bytes = read(descriptor, from: max(offset, status.st_size - off_t(2 * Self.byteLimit)))
        if status.st_size > off_t(2 * Self.byteLimit) {
            bytes = shorten(descriptor, bytes)
        } else {
            offset = status.st_size
        }
        return (bytes.split(separator: UInt8(ascii: "\n")).map(Self.cell), isWhole)
    }

    // MARK: The file

    private func makeFolders() {
        for (index, character) in path.enumerated() where character == "/" && index > 0 {
            mkdir(String(path.prefix(index)), 0o700)
        }
    }

    /// Locked until it is closed.
    private func openLocked(_ flags: Int32) -> Int32? {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return nil }
        flock(descriptor, LOCK_EX)
        return descriptor
    }

    private func read(_ descriptor: Int32, from start: off_t) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        var place = start
        while bytes.count <= 2 * Self.byteLimit {
            let count = pread(descriptor, &chunk, chunk.count, place)
            if count <= 0 { break }
            bytes += chunk[..<count]
            place += off_t(count)
        }
        return bytes
    }

    /// Keeps the newest part, from the beginning of a line on. Under the lock, and in place, since others may wait for it.
    private func shorten(_ descriptor: Int32, _ bytes: [UInt8]) -> [UInt8] {
        let cut = bytes.suffix(Self.byteLimit)
        let kept = Array(cut.drop { $0 != UInt8(ascii: "\n") }.dropFirst())
        if pwrite(descriptor, kept, kept.count, 0) == kept.count { ftruncate(descriptor, off_t(kept.count)) }
        offset = off_t(kept.count)
        return kept
    }

    // MARK: Lines

    /// A cell as one line: line breaks are written `\n`, backslashes `\\`.
    static func line(of cell: String) -> String {
        cell.reduce(into: "") { line, character in
            switch character {
            case "\n": line += "\\n"
            case "\\": line += "\\\\"
            default: line.append(character)
            }
        }
    }

    static func cell(of line: some Sequence<UInt8>) -> String {
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in line {
            if isEscaped {
                bytes.append(byte == UInt8(ascii: "n") ? UInt8(ascii: "\n") : byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
