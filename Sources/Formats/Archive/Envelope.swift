import Signatures
import Tensors

/// What files of ours have in common: `manifest.json`, which says of what kind the file is and which Tenon wrote it,
/// and `weights.safetensors`.
///
/// The manifest is data alone: nothing in it is ever executed, and a graph's operations are looked up by name
/// among our own. The same content makes the same bytes.
enum Envelope {
    /// What a file holds, as the manifest and errors call it.
    enum Kind: String, CaseIterable {
        case model, checkpoint
        /// What of a checkpoint does not change while it is trained.
        case training
    }

    /// The number of the manifest's format. It grows when an older Tenon could no longer read what is written.
    static let version = 1

    private static let manifestName = "manifest.json"
    private static let weightsName = "weights.safetensors"

    /// The file, in pieces to be written one after the other; the last is the container's directory.
    static func encode(_ kind: Kind, _ content: JSON, _ weights: Weights) throws -> [[UInt8]] {
        let manifest = JSON.object([
            .init("format", "tenon"), .init("version", .int(version)),
            .init("written_by", .string(Release.version)), .init("kind", .string(kind.rawValue)),
            .init(kind.rawValue, content),
        ])
        // What is saved after an interrupt, such as the checkpoint that training ends with, is not stopped by it.
        return try Interruption.aside(isLong: !Interruption.isRequested) {
            try Container(parts: [
                .init(name: manifestName, bytes: manifest.bytes(.indented)),
                .init(name: weightsName, bytes: Safetensors.encode(weights.entries)),
            ]).encoded()
        }
    }

    /// What a file of this kind holds, of which nothing has been checked yet but that it is as it was written.
    struct Content {
        let stored: StoredValue
        let weights: Weights
        /// Tells this file from any other.
        let fingerprint: Int
    }

    /// - Throws: A fault of kind `format` that names the file and what is wrong with it.
    static func decode(_ kind: Kind, _ bytes: [UInt8], source: String) throws -> Content {
        try Interruption.aside(isLong: bytes.count >= 1 << 20) { try decoded(kind, bytes, source: source) }
    }

    private static func decoded(_ kind: Kind, _ bytes: [UInt8], source: String) throws -> Content {
        let container = try bytes.withUnsafeBytes {
            try Container($0, first: manifestName, source: source, kind: kind.rawValue)
        }
        let json = try JSON.read(container.parts[0].bytes, source: "\(manifestName) in \(source)")
        let manifest = StoredValue(json: json, path: "", source: source, kind: kind.rawValue)
        try check(manifest, kind)
        let parts = container.parts
        guard parts.count == 2, parts[1].name == weightsName else {
            throw Fault(
                .format,
                "`\(source)` is not a valid \(kind.rawValue): it has no `\(weightsName)` after its manifest")
        }
        let weights = Weights(try Safetensors.decode(parts[1].bytes, source: "\(weightsName) in \(source)"))
        return Content(
            stored: try manifest.field(kind.rawValue), weights: weights, fingerprint: container.fingerprint)
    }

    /// What a newer Tenon wrote is refused before anything else of it is read.
    private static func check(_ manifest: StoredValue, _ kind: Kind) throws {
        let source = manifest.source
        guard try manifest.field("format").string() == "tenon" else {
            throw Fault(.format, "`\(source)` is not a Tenon \(kind.rawValue)")
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
        let foundKind = try manifest.field("kind").string()
        guard foundKind == kind.rawValue else {
            throw Fault(
                .format, "`\(source)` does not hold a \(kind.rawValue)",
                notes: Kind(rawValue: foundKind).map { [$0.reader] } ?? [])
        }
    }
}

extension Envelope.Kind {
    /// What does read a file of this kind.
    fileprivate var reader: String {
        switch self {
        case .model: "it holds a model, which `load` reads"
        case .checkpoint: "it holds a checkpoint, from which `resume` goes on"
        case .training: "it goes with a checkpoint of the same name, without `\(CheckpointFile.dataSuffix)`"
        }
    }
}
