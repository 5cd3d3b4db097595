import Signatures

/// Files in one file: a ZIP archive (PKWARE's APPNOTE 6.3) without compression, so that any tool can look inside.
///
/// The bytes follow from the contents alone: no times, no attributes, no comments. So a reader needs no trust:
/// it builds every header anew from name, size and checksum, and whatever differs was altered.
struct Container {
    struct Part: Equatable {
        var name: String
        var bytes: [UInt8]
    }

    var parts: [Part]
    /// For a container that was read: the checksum of its directory, which holds the checksums of all parts.
    private(set) var fingerprint = 0

    init(parts: [Part], fingerprint: Int = 0) {
        self.parts = parts
        self.fingerprint = fingerprint
    }

    /// What `fingerprint` will be once the encoded pieces have been written and read.
    static func fingerprint(ofEncoded pieces: [[UInt8]]) -> Int { Int(CRC32.checksum(pieces.last ?? [])) }

    /// ZIP counts in 32 bits (without its 64-bit extension).
    static let sizeLimit = Int(UInt32.max)
}

/// What ZIP says of one part, before its bytes and again in the directory at the end.
struct PartHeader {
    let name: String
    let size: UInt32
    let checksum: UInt32
    /// Where the part begins in the file.
    let offset: UInt32

    static let localSignature: UInt32 = 0x0403_4B50
    private static let directorySignature: UInt32 = 0x0201_4B50
    private static let endSignature: UInt32 = 0x0605_4B50
    /// Bytes of a local header before the name.
    static let localLength = 30
    static let nameLengthOffset = 26
    static let sizeOffset = 22
    static let checksumOffset = 14

    /// The local header, which stands before the part's bytes.
    var local: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: Self.localSignature)
        appendCommon(to: &bytes)
        bytes.append(contentsOf: name.utf8)
        return bytes
    }

    /// The part's entry in the directory.
    private var directory: [UInt8] {
        var bytes: [UInt8] = []
        bytes.append(littleEndian: Self.directorySignature)
        bytes.append(littleEndian: UInt16(3 << 8 | 20))  // made by version 2.0, on Unix
        appendCommon(to: &bytes)
        bytes.append(littleEndian: UInt16(0))  // length of the comment
        bytes.append(littleEndian: UInt16(0))  // disk
        bytes.append(littleEndian: UInt16(0))  // internal attributes
        bytes.append(littleEndian: UInt32(0o100644) << 16)  // a regular file that all may read
        bytes.append(littleEndian: offset)
        bytes.append(contentsOf: name.utf8)
        return bytes
    }

    private func appendCommon(to bytes: inout [UInt8]) {
        bytes.append(littleEndian: UInt16(10))  // version needed: 1.0
        bytes.append(littleEndian: UInt16(0))  // flags
        bytes.append(littleEndian: UInt16(0))  // method: stored
        bytes.append(littleEndian: UInt16(0))  // time
        bytes.append(littleEndian: UInt16(1 << 5 | 1))  // 1980-01-01, the first day that ZIP knows
        bytes.append(littleEndian: checksum)
        bytes.append(littleEndian: size)  // compressed
        bytes.append(littleEndian: size)
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: name.utf8.count))
        bytes.append(littleEndian: UInt16(0))  // length of the extra field
    }

    /// What follows the last part: the directory and the record of its place.
    static func trailer(_ headers: [PartHeader], at offset: Int) -> [UInt8] {
        var bytes = headers.flatMap(\.directory)
        let length = bytes.count
        bytes.append(littleEndian: endSignature)
        bytes.append(littleEndian: UInt32(0))  // this disk, and the directory's
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: headers.count))
        bytes.append(littleEndian: UInt16(truncatingIfNeeded: headers.count))
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: length))
        bytes.append(littleEndian: UInt32(truncatingIfNeeded: offset))
        bytes.append(littleEndian: UInt16(0))  // length of the comment
        return bytes
    }
}
