import Signatures

extension Container {
    /// The parts of a file.
    ///
    /// The first part's name must be `first`: it tells our files from other ZIP archives.
    /// - Parameter kind: what the file should hold, as errors name it.
    /// - Throws: A fault of kind `format` that says whether the file is something else, cut short or altered.
    init(_ bytes: UnsafeRawBufferPointer, first: String, source: String, kind: String = "model") throws {
        var reader = ContainerReader(bytes: bytes, first: first, source: source, kind: kind)
        var parts: [Part] = []
        while let part = try reader.next() { parts.append(part) }
        self.init(parts: parts, fingerprint: Int(CRC32.checksum(try reader.trailer())))
    }
}

/// Walks through a container from its beginning.
private struct ContainerReader {
    let bytes: UnsafeRawBufferPointer
    let first: String
    let source: String
    let kind: String
    var headers: [PartHeader] = []
    var offset = 0

    init(bytes: UnsafeRawBufferPointer, first: String, source: String, kind: String) {
        self.bytes = bytes
        self.first = first
        self.source = source
        self.kind = kind
    }

    /// The next part; nil where the directory begins.
    mutating func next() throws -> Container.Part? {
        guard bytes.littleEndian(UInt32.self, at: offset) == PartHeader.localSignature else {
            if headers.isEmpty { throw fault("is not a Tenon \(kind)") }
            return nil
        }
        let header = try header()
        let start = offset + PartHeader.localLength + header.name.utf8.count
        let end = start + Int(header.size)
        guard end <= bytes.count else { throw endsEarly }
        guard bytes[offset..<start].elementsEqual(header.local) else {
            throw altered("the header of `\(header.name)`")
        }
        let content = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard CRC32.checksum(content) == header.checksum else {
            throw altered("the content of `\(header.name)`")
        }
        headers.append(header)
        offset = end
        return Container.Part(name: header.name, bytes: Array(content))
    }

    /// What the local header at the offset says, of which nothing is believed yet.
    private func header() throws -> PartHeader {
        guard let length = bytes.littleEndian(UInt16.self, at: offset + PartHeader.nameLengthOffset),
            let size = bytes.littleEndian(UInt32.self, at: offset + PartHeader.sizeOffset),
            let checksum = bytes.littleEndian(UInt32.self, at: offset + PartHeader.checksumOffset)
        else { throw endsEarly }
        let start = offset + PartHeader.localLength
        guard start + Int(length) <= bytes.count else { throw endsEarly }
        let name = String(decoding: bytes[start..<start + Int(length)], as: UTF8.self)
        guard !headers.isEmpty || name == first else {
            throw fault("is a ZIP archive, but not a Tenon \(kind)")
        }
        guard let offset = UInt32(exactly: offset) else { throw altered("the place of `\(name)`") }
        return PartHeader(name: name, size: size, checksum: checksum, offset: offset)
    }

    /// The rest of the file, which must be the directory that these parts have.
    func trailer() throws -> [UInt8] {
        let trailer = PartHeader.trailer(headers, at: offset)
        let rest = bytes[offset...]
        if rest.elementsEqual(trailer) { return trailer }
        let isCut = rest.count < trailer.count && trailer.starts(with: rest)
        throw isCut ? fault("is cut short") : altered("the directory at its end")
    }

    /// A size says that more should follow; whether it is the size that is wrong cannot be told.
    private var endsEarly: Fault { fault("is cut short, or was altered") }

    private func altered(_ what: String) -> Fault { fault("was altered: \(what) is not as it was written") }

    private func fault(_ text: String) -> Fault { Fault(.format, "`\(source)` \(text)") }
}
