import CStdlib
import Language
import Signatures

/// The functions and layers that are written in Tenon. A module is compiled when one of its names is first used.
final class StandardLibrary {
    private struct Source {
        let name: String
        let text: [UInt8]
    }

    private var loaded: [String: Module] = [:]
    private lazy var sources = Self.embedded()
    private lazy var moduleOfName = Self.index(sources)

    var names: [String] { Array(moduleOfName.keys) }

    func value(named name: String, in session: Session) -> Value? {
        guard let position = moduleOfName[name] else { return nil }
        let source = sources[position]
        if let module = loaded[source.name] { return module[name] }
        // A module that can't be compiled is our own mistake; the tests compile every one.
        guard let module = try? session.runModule(source.text, named: "stdlib/\(source.name).mlx") else { return nil }
        loaded[source.name] = module
        return module[name]
    }

    func removeAll() {
        for module in loaded.values { module.removeAll() }
        loaded = [:]
    }

    /// What is written of a name: its module's text, for help.
    func text(defining name: String) -> String? {
        moduleOfName[name].map { String(decoding: sources[$0].text, as: UTF8.self) }
    }

    private static func embedded() -> [Source] {
        var count = 0
        guard let modules = stdlib_modules(&count) else { return [] }
        return UnsafeBufferPointer(start: modules, count: count).map { module in
            Source(
                name: String(cString: module.name),
                text: Array(UnsafeBufferPointer(start: module.text, count: module.length)))
        }
    }

    /// The names that lines such as `fn name(` and `layer name(` define, without parsing.
    private static func index(_ sources: [Source]) -> [String: Int] {
        var index: [String: Int] = [:]
        for (position, source) in sources.enumerated() {
            for line in String(decoding: source.text, as: UTF8.self).split(separator: "\n") {
                guard let keyword = ["fn ", "layer "].first(where: line.hasPrefix) else { continue }
                index[String(line.dropFirst(keyword.count).prefix { $0 != "(" })] = position
            }
        }
        return index
    }
}
