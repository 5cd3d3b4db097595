import CLibCSV
import Signatures

/// What is wrong with a file, and where.
extension CSVReader {
    /// - Parameters:
    ///   - part: all of the file's body, which begins at `start`.
    /// - Throws: what stopped the reading.
    func check(_ part: tcsv_part, start: Int, names: [String]) throws {
        switch UInt32(part.status) {
        case tcsv_ok.rawValue: return
        case tcsv_ragged.rawValue: throw raggedRow(Int(part.rows), fields: Int(part.fields), names: names)
        case tcsv_unterminated.rawValue: throw unterminatedQuote()
        case tcsv_not_text.rawValue: throw notText(at: start + Int(part.bad_byte), names: names)
        case tcsv_interrupted.rawValue: throw Fault.interrupted
        default: throw Fault(.memory, "there is no memory to read `\(name)`")
        }
    }

    private func raggedRow(_ row: Int, fields: Int, names: [String]) -> Fault {
        let line = CSVLocator.line(ofRecord: row + (options.header ? 1 : 0), in: bytes, delimiter: delimiter)
        let expected = options.header ? "the header names" : "the first row has"
        var fault = Fault(
            .format,
            "\(place(line)): the row has \(fields) \(fields == 1 ? "field" : "fields"), \(expected) \(names.count)"
        )
        if fields < names.count {
            fault.notes.append("`\(names[fields])` (column \(fields + 1)) is the first without a value")
        } else {
            fault.notes.append(
                "column \(names.count + 1) is the first beyond; a field that contains the delimiter must be in quotes"
            )
        }
        return fault
    }

    func unterminatedQuote() -> Fault {
        let end = CSVLocator.place(of: bytes.count, in: bytes, delimiter: delimiter)
        let line = end.openQuoteLine ?? end.line
        return Fault(
            .format, "\(place(line)), column \(end.field + 1): the quote that opens here is never closed")
    }

    func notText(at offset: Int, names: [String]) -> Fault {
        let found = CSVLocator.place(of: offset, in: bytes, delimiter: delimiter)
        let byte = String(bytes[offset], radix: 16, uppercase: true)
        let column = found.field < names.count ? " (`\(names[found.field])`)" : ""
        let what =
            bytes[offset] == 0
            ? "a NUL byte, which no text file has"
            : "byte 0x\(byte.count == 1 ? "0" : "")\(byte) is not valid UTF-8; save the file as UTF-8"
        return Fault(.format, "\(place(found.line)), column \(found.field + 1)\(column): \(what)")
    }

    private func place(_ line: Int) -> String { "`\(name)`, line \(line)" }
}
