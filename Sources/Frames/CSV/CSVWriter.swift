import Signatures

extension CSV {
    package struct WriteOptions: Sendable {
        package var delimiter: Character = ","
        package var header = true
        /// What is written for a missing cell.
        package var missing = ""

        package init() {}
    }

    /// Writes a table as RFC 4180 has it, lines ended by `\n`. Floats have the fewest digits that read back the same.
    ///
    /// - Throws: a fault of kind `file` if it can't be written; what was there before then stays.
    package static func write(_ frame: Frame, to path: String, _ options: WriteOptions = WriteOptions())
        throws
    {
        var writer = CSVWriter(frame, options, delimiter: try byte(of: options.delimiter))
        try Files.write(to: path) { append in try writer.write(append) }
    }

    /// The text that `write` would put into a file.
    package static func text(of frame: Frame, _ options: WriteOptions = WriteOptions()) throws -> String {
        var writer = CSVWriter(frame, options, delimiter: try byte(of: options.delimiter))
        var bytes: [UInt8] = []
        try writer.write { bytes += $0 }
        return String(decoding: bytes, as: UTF8.self)
    }
}

struct CSVWriter {
    private let frame: Frame
    private let options: CSV.WriteOptions
    private let delimiter: UInt8
    private let missing: [UInt8]
    private var buffer: [UInt8] = []
    private static let flushSize = 1 << 18

    init(_ frame: Frame, _ options: CSV.WriteOptions, delimiter: UInt8) {
        self.frame = frame
        self.options = options
        self.delimiter = delimiter
        // A line with nothing in it is no record to a reader, so that a lone column needs a marker.
        missing = Array((options.missing.isEmpty && frame.columnCount == 1 ? "NA" : options.missing).utf8)
    }

    mutating func write(_ flush: ([UInt8]) throws -> Void) throws {
        if options.header {
            for (index, name) in frame.names.enumerated() {
                if index > 0 { buffer.append(delimiter) }
                appendText(Array(name.utf8)[...])
            }
            buffer.append(UInt8(ascii: "\n"))
        }
        for row in 0..<frame.rowCount {
            for (index, column) in frame.columns.enumerated() {
                if index > 0 { buffer.append(delimiter) }
                append(column, row)
            }
            buffer.append(UInt8(ascii: "\n"))
            if buffer.count >= CSVWriter.flushSize {
                try flush(buffer)
                buffer.removeAll(keepingCapacity: true)
            }
        }
        try flush(buffer)
        buffer = []
    }

    private mutating func append(_ column: Column, _ row: Int) {
        if column.isMissing(at: row) {
            buffer += missing
        } else if case .string(let arena) = column.values {
            appendText(arena.slice(row))
        } else if case .category(let codes, let levels) = column.values {
            appendText(Array(levels[Int(codes[row])].utf8)[...])
        } else {
            buffer += column.cell(at: row).text.utf8
        }
    }

    /// In quotes where the reader would else take it for something different; quotes inside are doubled.
    private mutating func appendText(_ text: ArraySlice<UInt8>) {
        guard needsQuotes(text) else {
            buffer += text
            return
        }
        let quote = UInt8(ascii: "\"")
        buffer.append(quote)
        for byte in text {
            if byte == quote { buffer.append(quote) }
            buffer.append(byte)
        }
        buffer.append(quote)
    }

    private func needsQuotes(_ text: ArraySlice<UInt8>) -> Bool {
        text.isEmpty || text.starts(with: [0xEF, 0xBB, 0xBF])
            || text.contains { $0 == delimiter || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    }
}
