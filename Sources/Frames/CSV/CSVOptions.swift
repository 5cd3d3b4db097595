import Signatures

/// Reading and writing of CSV files (RFC 4180, and what is found in practice).
package enum CSV {
    /// What is taken for a missing cell, besides an empty one without quotes.
    package static let missingMarkers = [
        "NA", "N/A", "n/a", "<NA>", "NaN", "nan", "null", "NULL", "none", "None",
    ]

    package struct ReadOptions: Sendable {
        /// A single ASCII character, neither a quote nor a line end.
        package var delimiter: Character = ","
        /// Whether the first record names the columns; otherwise they are `column1`, `column2`, ….
        package var header = true
        package var missing = CSV.missingMarkers

        package init() {}
    }

    /// The delimiter as the byte that separates fields.
    static func byte(of delimiter: Character) throws -> UInt8 {
        guard let byte = delimiter.asciiValue, !"\"\r\n\0".utf8.contains(byte), byte < 128 else {
            throw Fault(
                .argument, "the delimiter must be one ASCII character other than a quote or a line end")
        }
        return byte
    }
}
