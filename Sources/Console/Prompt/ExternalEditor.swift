import Frames
import Glibc
import Signatures

/// The editor that the user has chosen in `VISUAL` or `EDITOR`.
enum ExternalEditor {
    /// What the user makes of a text there.
    static func edit(_ text: String) throws -> String {
        var template = Array("/tmp/tenon-XXXXXX.mlx".utf8CString)
        let descriptor = mkstemps(&template, 4)
        guard descriptor >= 0 else { throw Fault(.file, "there is no folder `/tmp` to write to") }
        close(descriptor)
        let path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        try Files.write([Array((text + "\n").utf8)], to: path)
        try run(path)
        let edited = String(decoding: try Files.read(path), as: UTF8.self)
        return String(edited.trimmingSuffix { $0.isWhitespace })
    }

    /// The command may have arguments of its own, such as `code --wait`: a shell parts them.
    private static func run(_ path: String) throws {
        let editor = variable("VISUAL") ?? variable("EDITOR") ?? "vi"
        let words = ["sh", "-c", editor + " \"$1\"", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        guard posix_spawn(&child, "/bin/sh", nil, nil, &arguments, environ) == 0 else {
            throw Fault(.file, "the editor can't be started")
        }
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        guard status == 0 else { throw Fault(.file, "the editor `\(editor)` did not end well") }
    }

    private static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
