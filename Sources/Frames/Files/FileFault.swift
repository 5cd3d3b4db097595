import Glibc
import Signatures

extension Fault {
    /// What went wrong with a file, from the system's error number: a fault of kind `file`.
    static func reading(_ path: String, _ code: Int32) -> Fault {
        switch code {
        case ENOENT: missingFile(path)
        case EISDIR: folder(path)
        case ENOTDIR:
            Fault(.file, "there is no file `\(path)`", notes: ["a part of its path is not a folder"])
        case EACCES, EPERM: Fault(.file, "there is no permission to read `\(path)`")
        case ENAMETOOLONG:
            Fault(.file, "the name of the file to read is too long", notes: ["it is `\(path)`"])
        default: Fault(.file, "`\(path)` cannot be read: \(systemText(code))")
        }
    }

    /// As `reading`, for a file that was to be written.
    static func writing(_ path: String, _ code: Int32) -> Fault {
        switch code {
        case ENOENT, ENOTDIR:
            Fault(.file, "there is no folder `\(folderName(of: path))` to write `\(path)` in")
        case EISDIR: folder(path)
        case EACCES, EPERM: Fault(.file, "there is no permission to write `\(path)`")
        case EROFS: Fault(.file, "`\(path)` is on a disk that cannot be written to")
        case ENOSPC, EDQUOT: Fault(.file, "the disk is full: `\(path)` was not written")
        case ENAMETOOLONG:
            Fault(.file, "the name of the file to write is too long", notes: ["it is `\(path)`"])
        default: Fault(.file, "`\(path)` cannot be written: \(systemText(code))")
        }
    }

    static func folder(_ path: String) -> Fault { Fault(.file, "`\(path)` is a folder, not a file") }

    /// A missing file, with the nearest names in its folder.
    private static func missingFile(_ path: String) -> Fault {
        let folder = folderName(of: path)
        let prefix =
            path.contains("/") ? String(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex)) : ""
        let name = String(path.dropFirst(prefix.count))
        let near = nearest(to: name, in: names(in: folder), limit: 2).map { "`\(prefix)\($0)`" }
        return Fault(
            .file, "there is no file `\(path)`",
            help: near.isEmpty ? nil : "did you mean " + near.joined(separator: " or ") + "?")
    }
}

/// The folder that a path's last part lies in; `.` for a bare name.
package func folderName(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The visible names in a folder, at most a thousand: enough to offer a near one.
private func names(in folder: String) -> [String] {
    guard let stream = opendir(folder) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < 1000, let entry = readdir(stream) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if !name.hasPrefix(".") { names.append(name) }
    }
    return names
}

/// The system's words for an error number.
private func systemText(_ code: Int32) -> String {
    guard let text = strerror(code) else { return "error \(code)" }
    return String(cString: text)
}
