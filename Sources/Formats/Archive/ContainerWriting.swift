import Signatures
import Tensors

extension Container {
    /// The file, in pieces to be written one after the other; the last is the directory.
    /// - Throws: A fault of kind `limit` if it would be larger than a ZIP file can be.
    func encoded() throws -> [[UInt8]] {
        try checkSize()
        var pieces: [[UInt8]] = []
        var headers: [PartHeader] = []
        var offset = 0
        for part in parts {
            let header = PartHeader(
                name: part.name, size: UInt32(part.bytes.count), checksum: CRC32.checksum(part.bytes),
                offset: UInt32(offset))
            headers.append(header)
            pieces += [header.local, part.bytes]
            offset += header.local.count + part.bytes.count
        }
        return pieces + [PartHeader.trailer(headers, at: offset)]
    }

    private func checkSize() throws {
        let room = 4096
        let total = parts.reduce(room) { $0 + $1.bytes.count + 2 * $1.name.utf8.count }
        guard total <= Container.sizeLimit else {
            throw Fault(
                .limit,
                "what is to be stored takes \(byteText(total)), and a file can hold \(byteText(Container.sizeLimit))"
            )
        }
    }
}
