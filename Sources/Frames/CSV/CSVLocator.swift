/// Finds the place of a mistake in a CSV text.
///
/// Counting lines while reading would cost every reader of a good file; a bad file can be walked again.
struct CSVLocator {
    /// Lines count from 1, and fields of a record from 0.
    struct Place: Equatable {
        var line: Int
        var field: Int
        /// The line in which the quote was opened that is open here.
        var openQuoteLine: Int?
    }

    private static let quote = UInt8(ascii: "\"")
    private let bytes: UnsafeRawBufferPointer
    private let delimiter: UInt8
    private var place = Place(line: 1, field: 0)
    /// Of the record that is being walked.
    private var record = 0
    private var recordHasBegun = false
    private var fieldHasBegun = false
    private var position = 0

    init(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    /// The place of the byte at `offset`.
    static func place(of offset: Int, in bytes: UnsafeRawBufferPointer, delimiter: UInt8) -> Place {
        var walk = CSVLocator(bytes, delimiter: delimiter)
        while walk.position < min(offset, bytes.count) { walk.step() }
        return walk.place
    }

    /// The line in which the record with this number begins; blank lines are no records.
    static func line(ofRecord record: Int, in bytes: UnsafeRawBufferPointer, delimiter: UInt8) -> Int {
        var walk = CSVLocator(bytes, delimiter: delimiter)
        while walk.position < bytes.count {
            let line = walk.place.line
            walk.step()
            if walk.record == record, walk.recordHasBegun { return line }
        }
        return walk.place.line
    }

    private mutating func step() {
        let byte = bytes[position]
        position += 1
        if place.openQuoteLine != nil {
            stepWithinQuotes(byte)
        } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
            endLine()
        } else {
            recordHasBegun = true
            if byte == delimiter {
                place.field += 1
                fieldHasBegun = false
            } else {
                if byte == CSVLocator.quote, !fieldHasBegun { place.openQuoteLine = place.line }
                fieldHasBegun = true
            }
        }
        if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") && peek != UInt8(ascii: "\n") {
            place.line += 1
        }
    }

    /// A quote ends the field only where a delimiter or a line end follows.
    private mutating func stepWithinQuotes(_ byte: UInt8) {
        guard byte == CSVLocator.quote else { return }
        switch peek {
        case CSVLocator.quote: position += 1
        case nil, delimiter, UInt8(ascii: "\n"), UInt8(ascii: "\r"): place.openQuoteLine = nil
        default: break
        }
    }

    private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func endLine() {
        if recordHasBegun { record += 1 }
        (recordHasBegun, fieldHasBegun, place.field) = (false, false, 0)
    }
}
