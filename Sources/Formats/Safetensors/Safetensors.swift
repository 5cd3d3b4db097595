import Frames
import Signatures
import Tensors

/// Named tensors in the safetensors format (https://huggingface.co/docs/safetensors).
///
/// A file is the length of a header (8 bytes, little-endian), the header (a JSON object that gives each tensor's
/// dtype, shape and place), and the elements, row-major and little-endian, without a hole between tensors.
package enum Safetensors {
    /// The longest header that is read, as in the format's own reader.
    static let headerLimit = 100_000_000

    package struct Entry: Sendable {
        package var name: String
        package var tensor: Tensor

        package init(_ name: String, _ tensor: Tensor) {
            self.name = name
            self.tensor = tensor
        }
    }

    /// Writes a file, whole or not at all.
    package static func write(_ entries: [Entry], to path: String) throws {
        try Files.write([encode(entries)], to: path)
    }

    /// Reads a file; the tensors come in the order in which their elements lie in it.
    package static func read(_ path: String) throws -> [Entry] {
        try decode(Files.read(path), source: path)
    }
}

extension Safetensors {
    /// What the format calls a dtype; it knows more than we hold.
    static func name(of dtype: DType) -> String {
        switch dtype {
        case .bool: "BOOL"
        case .i64: "I64"
        case .f32: "F32"
        case .f64: "F64"
        }
    }

    static func dtype(named name: String) -> DType? { DType.allCases.first { Self.name(of: $0) == name } }
}
