import Formats
import Frames
import Language
import Signatures

/// `import`: another file's definitions as a record.
extension Session {
    func importModule(_ path: String, caller: Caller) throws -> Value {
        let resolved = resolve(path, from: caller.callingSource.flatMap { sources[$0]?.name } ?? "")
        switch modules[resolved] {
        case .some(.some(let module)): return record(of: module)
        case .some(.none):
            throw Fault(.file, "`\(path)` imports itself, by way of the files that it imports")
        case .none:
            let bytes = try Files.read(resolved)
            modules[resolved] = .some(nil)
            defer { if case .some(.none) = modules[resolved] { modules[resolved] = nil } }
            let module = try runModule(bytes, named: resolved)
            modules[resolved] = module
            return record(of: module)
        }
    }

    private func record(of module: Module) -> Value {
        .record(module.definitions.map { ($0.name, $0.value) })
    }

    /// A path relative to the folder of the file that names it.
    private func resolve(_ path: String, from file: String) -> String {
        guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
        return file[...slash] + path
    }
}
