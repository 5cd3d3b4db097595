import Frames
import Models
import Signatures

/// A `.tenon` file: a fitted model as `manifest.json` and `weights.safetensors` in one container.
///
/// The manifest is data alone: nothing in it is ever executed, and the graph's operations are looked up by name
/// among our own. The same model makes the same bytes.
package enum ModelFile {
    /// The number of the manifest's format. It grows when an older Tenon could no longer read what is written.
    static let version = 1

    private static let manifestName = "manifest.json"
    private static let weightsName = "weights.safetensors"

    /// Writes the model, whole or not at all.
    /// - Throws: A fault of kind `recording` if a part of it is no data; of kind `file` if it cannot be written.
    package static func save(_ model: FittedModel, to path: String) throws {
        try Files.write(encode(model), to: path)
    }

    /// - Throws: A fault of kind `file` or `format` that names the file and what is wrong with it.
    package static func load(_ path: String) throws -> FittedModel {
        try decode(Files.read(path), source: path)
    }

    static func encode(_ model: FittedModel) throws -> [[UInt8]] {
        var weights = Weights()
        let manifest: JSON = [
            "format": "tenon", "version": .int(version), "written_by": .string(Release.version),
            "kind": "model",
            "model": try model.stored(weights: &weights),
        ]
        return try Container(parts: [
            .init(name: manifestName, bytes: manifest.bytes(.indented)),
            .init(name: weightsName, bytes: Safetensors.encode(weights.entries)),
        ]).encoded()
    }

    static func decode(_ bytes: [UInt8], source: String) throws -> FittedModel {
        let parts = try bytes.withUnsafeBytes {
            try Container($0, first: manifestName, source: source).parts
        }
        let manifest = try JSON.read(parts[0].bytes, source: "\(manifestName) in \(source)")
        let stored = StoredValue(json: manifest, path: "", source: source)
        try checkVersion(stored)
        guard parts.count == 2, parts[1].name == weightsName else {
            throw Fault(
                .format, "`\(source)` is not a valid model: it has no `\(weightsName)` after its manifest")
        }
        let weights = Weights(try Safetensors.decode(parts[1].bytes, source: "\(weightsName) in \(source)"))
        return try FittedModel(stored.field("model"), weights: weights)
    }

    /// What a newer Tenon wrote is refused before anything else of it is read.
    private static func checkVersion(_ manifest: StoredValue) throws {
        let source = manifest.source
        guard try manifest.field("format").string() == "tenon" else {
            throw Fault(.format, "`\(source)` is not a Tenon model")
        }
        let found = try manifest.field("version").int()
        guard found <= version else {
            let writer = try manifest.optional("written_by")?.string() ?? "unknown"
            throw Fault(
                .format, "`\(source)` was written by a newer Tenon (\(writer))",
                notes: [
                    "its format is number \(found), and this Tenon (\(Release.version)) reads up to \(version)"
                ])
        }
        guard found == version else {
            throw Fault(.format, "`\(source)` has a format number that never was: \(found)")
        }
        guard try manifest.field("kind").string() == "model" else {
            throw Fault(.format, "`\(source)` does not hold a model")
        }
    }
}
