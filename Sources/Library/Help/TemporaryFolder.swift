import Glibc
import Signatures

/// Does `work` with an empty folder as the working one, which is removed afterwards with the files in it.
///
/// The working folder belongs to the whole process: nothing else may be running meanwhile.
func inTemporaryFolder(_ work: () throws -> Void) throws {
    guard let before = getcwd(nil, 0) else { return try work() }
    defer { free(before) }
    var template = Array("/tmp/tenon-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil, chdir(template) == 0 else {
        throw Fault(.file, "there is no folder `/tmp` to write to")
    }
    defer {
        _ = chdir(before)
        removeFolder(template)
    }
    try work()
}

/// Removes a folder with its files; folders in it stay, and so does it then.
private func removeFolder(_ path: [CChar]) {
    guard let stream = opendir(path) else { return }
    while let entry = readdir(stream) {
        withUnsafePointer(to: entry.pointee.d_name) { name in
            name.withMemoryRebound(to: CChar.self, capacity: 256) { _ = unlinkat(dirfd(stream), $0, 0) }
        }
    }
    closedir(stream)
    rmdir(path)
}
