import Frames
import Models
import Signatures

/// A `.tenon` file: a fitted model.
package enum ModelFile {
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
        let manifest = try model.stored(weights: &weights)
        return try Envelope.encode(.model, manifest, weights)
    }

    static func decode(_ bytes: [UInt8], source: String) throws -> FittedModel {
        let content = try Envelope.decode(.model, bytes, source: source)
        return try FittedModel(content.stored, weights: content.weights)
    }
}
