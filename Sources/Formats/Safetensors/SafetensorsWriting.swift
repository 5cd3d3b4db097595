import Signatures
import Tensors

extension Safetensors {
    /// The bytes of a file with these tensors: the same for the same tensors.
    ///
    /// Wide elements come first, and the header is filled up with spaces to a multiple of 8, so that each tensor
    /// lies where a reader may map it.
    static func encode(_ entries: [Entry]) throws -> [UInt8] {
        let sorted = entries.enumerated().sorted {
            ($1.element.tensor.dtype.size, $0.offset) < ($0.element.tensor.dtype.size, $1.offset)
        }.map(\.element)
        let (header, length) = try header(of: sorted)
        let total = 8 + header.count + length
        try MemoryBudget.require(bytes: total, for: "the file of weights")
        var bytes: [UInt8] = []
        bytes.reserveCapacity(total)
        bytes.append(littleEndian: UInt64(header.count))
        bytes.append(contentsOf: header)
        for entry in sorted { try append(entry.tensor, to: &bytes) }
        return bytes
    }

    /// The header, and how many bytes follow it.
    private static func header(of entries: [Entry]) throws -> (bytes: [UInt8], length: Int) {
        var members: [JSON.Member] = []
        var names: Set<String> = []
        var offset = 0
        for entry in entries {
            guard names.insert(entry.name).inserted, entry.name != "__metadata__" else {
                throw Fault.internal("two tensors cannot both be stored as `\(entry.name)`")
            }
            let end = offset + entry.tensor.count * entry.tensor.dtype.size
            members.append(.init(entry.name, place(of: entry.tensor, offset, end)))
            offset = end
        }
        var bytes = try JSON.object(members).bytes()
        bytes.append(contentsOf: repeatElement(0x20, count: (8 - bytes.count % 8) % 8))
        return (bytes, offset)
    }

    private static func place(of tensor: Tensor, _ start: Int, _ end: Int) -> JSON {
        [
            "dtype": .string(name(of: tensor.dtype)),
            "shape": .array(tensor.sizes.map(JSON.int)),
            "data_offsets": [.int(start), .int(end)],
        ]
    }

    private static func append(_ tensor: Tensor, to bytes: inout [UInt8]) throws {
        let packed = try tensor.contiguous()
        withExtendedLifetime(packed.storage) {
            bytes.append(
                contentsOf: UnsafeRawBufferPointer(
                    start: packed.base, count: packed.count * packed.dtype.size))
        }
    }
}
