import CLibCSV
import Glibc
import Signatures

extension CSVReader {
    struct Header {
        var names: [String]
        /// The offset of the first record that holds cells.
        var bodyStart: Int
    }

    /// Names are stripped of spaces around them; an empty one becomes `column3`, a second `age` becomes `age_2`.
    func readHeader() throws -> Header {
        let start = byteOrderMarkLength
        let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
        let text = rest.baseAddress?.assumingMemoryBound(to: CChar.self)
        let header = tcsv_read_header(text, Int64(rest.count), delimiter)
        defer { free(header.text) }
        if header.status == Int32(tcsv_unterminated.rawValue) { throw unterminatedQuote() }
        guard header.field_count > 0, let fields = header.text else {
            throw Fault(
                .format, "`\(name)` is empty: \(options.header ? "a header line" : "a row") was expected")
        }
        guard options.header else {
            return Header(names: (1...Int(header.field_count)).map { "column\($0)" }, bodyStart: start)
        }
        let end = header.consumed == 0 ? bytes.count : start + Int(header.consumed)
        let bad = tcsv_invalid_text(text, Int64(end - start))
        guard bad < 0 else { throw notText(at: start + Int(bad), names: []) }
        return Header(names: distinct(rawNames(fields, Int(header.field_count))), bodyStart: end)
    }

    private var byteOrderMarkLength: Int { bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0 }

    private func rawNames(_ fields: UnsafeMutablePointer<CChar>, _ count: Int) -> [String] {
        var next = UnsafePointer(fields)
        return (0..<count).map { index in
            let name = String(cString: next)
            next += strlen(next) + 1
            let trimmed = name.trimmingSpaces()
            return trimmed.isEmpty ? "column\(index + 1)" : trimmed
        }
    }

    private func distinct(_ names: [String]) -> [String] {
        var taken = Set(names)
        var seen: Set<String> = []
        return names.map { name in
            if seen.insert(name).inserted { return name }
            var number = 2
            while !taken.insert("\(name)_\(number)").inserted { number += 1 }
            return "\(name)_\(number)"
        }
    }

    /// Files that are not CSV, though they may have its name.
    func checkSignature() throws {
        let signatures: [(start: [UInt8], what: String)] = [
            (
                [0x50, 0x4B, 0x03, 0x04],
                "a ZIP archive (as spreadsheets and compressed files are), not CSV text"
            ),
            ([0x1F, 0x8B], "compressed with gzip; unpack it first"),
            ([0xFF, 0xFE], "UTF-16 text; save it as UTF-8"),
            ([0xFE, 0xFF], "UTF-16 text; save it as UTF-8"),
            (Array("PAR1".utf8), "a Parquet file, not CSV text"),
        ]
        if let found = signatures.first(where: { bytes.starts(with: $0.start) }) {
            throw Fault(.format, "`\(name)` is \(found.what)")
        }
    }
}

extension String {
    func trimmingSpaces() -> String {
        guard let first = firstIndex(where: { $0 != " " && $0 != "\t" }),
            let last = lastIndex(where: { $0 != " " && $0 != "\t" })
        else { return "" }
        return String(self[first...last])
    }
}
