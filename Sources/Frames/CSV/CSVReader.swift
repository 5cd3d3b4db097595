import CKernels
import CLibCSV
import Signatures
import Tensors

extension CSV {
    /// Reads a table. Types are found from whole columns: int, else float, bool, date, datetime, string.
    ///
    /// Integers beyond 64 bits make a column float. In a column of numbers, times or booleans a cell of quotes
    /// with nothing in them is missing; in one of strings it is the empty string.
    ///
    /// - Throws: faults of kind `file` (missing, unreadable), `format` (with line and column) and `memory`.
    package static func read(_ path: String, _ options: ReadOptions = ReadOptions()) throws -> Frame {
        try read(FileBytes(path: path), name: path, options)
    }

    /// Whatever comes of bytes that are no longer there, a frame or a mistake, is not what the file held.
    static func read(_ file: FileBytes, name: String, _ options: ReadOptions) throws -> Frame {
        let result = Result { try CSVReader(name: name, bytes: file.bytes, options).frame() }
        guard !file.wasCut else { throw Fault(.file, "`\(name)` was cut short while it was read") }
        return try result.get()
    }

    /// Reads a table from text in memory; `name` stands for it in messages.
    package static func read(
        text: String, name: String = "text", _ options: ReadOptions = ReadOptions()
    ) throws -> Frame {
        try Array(text.utf8).withUnsafeBytes { try CSVReader(name: name, bytes: $0, options).frame() }
    }
}

/// The reading of one file, from its first byte to a frame.
struct CSVReader {
    let name: String
    let bytes: UnsafeRawBufferPointer
    let options: CSV.ReadOptions
    let delimiter: UInt8

    init(name: String, bytes: UnsafeRawBufferPointer, _ options: CSV.ReadOptions) throws {
        self.name = name
        self.bytes = bytes
        self.options = options
        delimiter = try CSV.byte(of: options.delimiter)
    }

    func frame() throws -> Frame {
        try checkSignature()
        let header = try readHeader()
        let body = header.bodyStart..<bytes.count
        return try withFormat(columnCount: header.names.count) { format in
            let kinds = try sampledKinds(format, body)
            let (parts, ranges) = try read(format, body, kinds, names: header.names)
            return try assembled(parts, format, ranges, names: header.names)
        }
    }

    /// Reads the file in parts. Where to cut is a guess by the parity of quotes, which odd quotes can mislead: if the
    /// parts do not fit together, or one has a mistake, the file is read in one piece, which is never wrong.
    private func read(
        _ format: UnsafePointer<tcsv_format>, _ body: Range<Int>, _ kinds: [tcsv_kind], names: [String]
    ) throws -> (CSVParts, [Range<Int>]) {
        let ranges = cut(body)
        if ranges.count > 1 {
            let parts = CSVParts(format, bytes, ranges: ranges, kinds: kinds)
            try parts.read()
            if parts.areWhole { return (parts, ranges) }
        }
        let whole = CSVParts(format, bytes, ranges: [body], kinds: kinds)
        try whole.read()
        try check(whole[0], start: body.lowerBound, names: names)
        return (whole, [body])
    }

    /// Two parts a thread even out their times; under a megabyte a part is not worth its columns.
    private func cut(_ body: Range<Int>) -> [Range<Int>] {
        let count = min(2 * Int(tk_threads()), body.count >> 20)
        guard count > 1 else { return [body] }
        var ranges: [Range<Int>] = []
        var start = body.lowerBound
        for part in 1..<count where start < body.upperBound {
            let end = boundary(
                from: max(start, body.lowerBound + body.count / count * part), in: start..<body.upperBound)
            ranges.append(start..<end)
            start = end
        }
        if start < body.upperBound { ranges.append(start..<body.upperBound) }
        return ranges
    }

    /// Types and sizes as the first rows suggest them: most columns then need no second reading, and a file too
    /// large for memory is refused before it is read.
    private func sampledKinds(
        _ format: UnsafePointer<tcsv_format>, _ body: Range<Int>
    ) throws -> [tcsv_kind] {
        let count = Int(format.pointee.column_count)
        let unknown = Array(repeating: tcsv_unknown, count: count)
        guard body.count > 1 << 17 else { return unknown }
        let end = boundary(from: body.lowerBound + 1 << 16, in: body)
        let sample = CSVParts(format, bytes, ranges: [body.lowerBound..<end], kinds: unknown)
        try sample.read()
        guard sample[0].status == Int32(tcsv_ok.rawValue), sample.rowCount > 0 else { return unknown }
        let rows = Double(bytes.count) / Double(end - body.lowerBound) * Double(sample.rowCount)
        let needed = rows * Double(count) * 16 + Double(bytes.count)
        try MemoryBudget.require(bytes: Int(min(needed, 1e18)), for: "reading `\(name)`")
        return (0..<count).map { sample.commonKind($0) ?? tcsv_text }
    }

    /// Columns whose cells share no type are read again as text.
    private func assembled(
        _ parts: CSVParts, _ format: UnsafePointer<tcsv_format>, _ ranges: [Range<Int>], names: [String]
    ) throws -> Frame {
        let kinds = names.indices.map { parts.commonKind($0) }
        var columns: [Column?] = zip(names.indices, kinds).map { index, kind in
            defer { parts.release(index) }
            return kind.map { parts.column(index, of: $0) }
        }
        if kinds.contains(nil) {
            let again = CSVParts(
                format, bytes, ranges: ranges, kinds: kinds.map { $0 == nil ? tcsv_text : tcsv_skipped })
            try again.read()
            for (index, kind) in kinds.enumerated() where kind == nil {
                columns[index] = again.column(index, of: tcsv_text)
                again.release(index)
            }
        }
        return try Frame(zip(names, columns.compactMap { $0 }).map { ($0, $1) }, rowCount: parts.rowCount)
    }

    /// The end of the row that `offset` stands in, going by the parity of quotes since the start of `range`.
    func boundary(from offset: Int, in range: Range<Int>) -> Int {
        let start = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        return Int(tcsv_boundary(start, Int64(range.upperBound), Int64(range.lowerBound), Int64(offset)))
    }

    private func withFormat<R>(
        columnCount: Int, _ body: (UnsafePointer<tcsv_format>) throws -> R
    ) throws -> R {
        try withCStrings(options.missing) { markers in
            var format = tcsv_format()
            format.delimiter = delimiter
            format.is_interrupted = tk_interrupted
            format.column_count = Int32(clamping: columnCount)
            format.markers = markers.baseAddress
            format.marker_count = Int32(clamping: markers.count)
            withUnsafeMutableBytes(of: &format.marker_starts) { starts in
                for marker in options.missing { if let first = marker.utf8.first { starts[Int(first)] = 1 } }
            }
            return try body(&format)
        }
    }

    private func withCStrings<R>(
        _ strings: [String], _ body: (UnsafeBufferPointer<UnsafePointer<CChar>?>) throws -> R
    ) rethrows -> R {
        let text = strings.map { Array($0.utf8CString) }
        let all = text.flatMap { $0 }
        return try all.withUnsafeBufferPointer { buffer in
            var start = 0
            let pointers: [UnsafePointer<CChar>?] = text.map { chars in
                defer { start += chars.count }
                return buffer.baseAddress.map { $0 + start }
            }
            return try pointers.withUnsafeBufferPointer(body)
        }
    }
}
