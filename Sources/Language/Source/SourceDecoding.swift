import Signatures

extension SourceText {
    /// The largest source text, in bytes. Offsets are 32-bit, and data has its place in files of its own.
    package static let byteLimit = 16 << 20

    /// Takes the bytes of a file or a pipe as source text. A byte order mark is dropped.
    ///
    /// Throws a fault of kind `format` for what is not a script (an archive, NUL bytes, invalid UTF-8), with the
    /// line and byte, and one of kind `limit` for a text that is too long.
    package static func decode(
        _ bytes: [UInt8], name: String, id: SourceID = SourceID(0)
    ) throws(Fault) -> SourceText {
        guard bytes.count <= byteLimit else {
            throw Fault(
                .limit, "\(name) has \(bytes.count) bytes, and a script may have \(byteLimit)",
                help: "keep data in a file of its own, and read it with `read_csv`")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            throw Fault(
                .format, "\(name) is a ZIP archive, not a Tenon script",
                notes: [
                    "MATLAB live scripts also end in .mlx and are ZIP archives; Tenon scripts are plain text"
                ])
        }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        if let offset = firstInvalidByte(text) {
            throw Fault(
                .format, "\(name) is not valid UTF-8: \(place(offset, in: text)) is 0x\(hex(text[offset]))",
                help: "save the file with the encoding UTF-8")
        }
        if let offset = text.firstIndex(of: 0) {
            throw Fault(
                .format, "\(name) is not text: \(place(offset, in: text)) is NUL",
                notes: [
                    "a script is text in UTF-8; this is another encoding, such as UTF-16, or not text at all"
                ])
        }
        return SourceText(validBytes: text, name: name, id: id)
    }

    /// `line 3, byte 14`, both counted from 1.
    private static func place(_ offset: Int, in bytes: [UInt8]) -> String {
        let before = bytes[..<offset]
        let line = before.reduce(1) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        return "line \(line), byte \(offset - lineStart + 1)"
    }

    private static func hex(_ byte: UInt8) -> String {
        String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
    }
}

/// Where the first byte stands that is not part of well-formed UTF-8 (Unicode 15, table 3-7), if any.
private func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
        var i = 0
        while i < bytes.count {
            if bytes[i] < 0x80 {
                i += 1
                continue
            }
            guard let length = wellFormedLength(bytes, at: i) else { return i }
            i += length
        }
        return nil
    }
}

/// The length of the well-formed sequence of two to four bytes at `i`.
private func wellFormedLength(_ bytes: UnsafeBufferPointer<UInt8>, at i: Int) -> Int? {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[i] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard i + length <= bytes.count, second.contains(bytes[i + 1]) else { return nil }
    for k in 2..<max(2, length) where bytes[i + k] & 0xC0 != 0x80 { return nil }
    return length
}
