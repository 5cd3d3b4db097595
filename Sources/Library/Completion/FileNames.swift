import Glibc

/// The files and folders that a path which is being typed may go on to.
struct FileNames {
    /// How many entries of a folder are read.
    private static let entryLimit = 10_000

    /// The last part of the path, as it is typed.
    let name: String
    /// Where that part begins in what is typed, in UTF-8. With `~/` it is 0, and candidates hold the whole path.
    private(set) var start: Int
    /// Folders end in `/`.
    private(set) var candidates: [Candidate] = []

    /// - Parameter isInString: whether the path stands in a string, where some characters are written otherwise.
    init(typed: String, endings: [String], isInString: Bool) {
        let slash = typed.lastIndex(of: "/")
        let folder = slash.map { String(typed[...$0]) } ?? ""
        name = slash.map { String(typed[typed.index(after: $0)...]) } ?? typed
        start = folder.utf8.count
        let entries = Self.entries(in: folder.isEmpty ? "." : folder.expandingHome)
        candidates = entries.compactMap { entry in
            guard !entry.name.hasPrefix(".") || name.hasPrefix("."), entry.isFolder || entry.name.ends(inOneOf: endings)
            else { return nil }
            let text = isInString ? entry.name.escapedForString : entry.name
            return Candidate(
                text: entry.isFolder ? text + "/" : text, kind: entry.isFolder ? .folder : .file, detail: "")
        }
    }

    private struct Entry {
        var name: String
        var isFolder: Bool
    }

    /// Files before folders, both in the order of the alphabet; none if the folder can't be read.
    private static func entries(in folder: String) -> [Entry] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var found: [Entry] = []
        while found.count < entryLimit, let entry = readdir(directory) {
            guard let name = entry.pointee.text, name != ".", name != ".." else { continue }
            found.append(Entry(name: name, isFolder: entry.pointee.isFolder(name, in: folder)))
        }
        return found.sorted { $0.isFolder == $1.isFolder ? $0.name < $1.name : $1.isFolder }
    }
}

extension dirent {
    /// nil if the name is not UTF-8.
    fileprivate var text: String? {
        withUnsafeBytes(of: d_name) { bytes in
            String(validating: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
    }

    /// Links are followed.
    fileprivate func isFolder(_ name: String, in folder: String) -> Bool {
        if Int(d_type) != Int(DT_LNK), Int(d_type) != Int(DT_UNKNOWN) { return Int(d_type) == Int(DT_DIR) }
        var status = stat()
        return stat(folder + "/" + name, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}

extension String {
    fileprivate func ends(inOneOf endings: [String]) -> Bool {
        let name = lowercased()
        return endings.isEmpty || endings.contains { name.hasSuffix($0) }
    }
}
