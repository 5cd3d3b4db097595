import Foundation
import Frames
import Signatures
import XCTest

final class CSVFaultTests: XCTestCase {
    /// Bytes, and what is said of them.
    private let malformed: [(bytes: [UInt8], message: String)] = [
        (CSVFaultTests.utf8(""), "`x.csv` is empty: a header line was expected"),
        (CSVFaultTests.utf8("\n\r\n"), "`x.csv` is empty: a header line was expected"),
        (
            CSVFaultTests.utf8("a,b,c,d\n1,2,3,4\n1,2,3\n"),
            "`x.csv`, line 3: the row has 3 fields, the header names 4"
        ),
        (
            CSVFaultTests.utf8("a,b\n1,2\n\n3,4,5\n"),
            "`x.csv`, line 4: the row has 3 fields, the header names 2"
        ),
        (
            CSVFaultTests.utf8("a,b\n\"1\n1\",2\n7\n"),
            "`x.csv`, line 4: the row has 1 field, the header names 2"
        ),
        (
            CSVFaultTests.utf8("a,b\r\n1,2\r\n3\r\n"),
            "`x.csv`, line 3: the row has 1 field, the header names 2"
        ),
        (
            CSVFaultTests.utf8("a,b\n1,2\n3,\"open\n4,5\n"),
            "`x.csv`, line 3, column 2: the quote that opens here is never closed"
        ),
        (
            CSVFaultTests.utf8("a,\"b\n1,2\n"),
            "`x.csv`, line 1, column 2: the quote that opens here is never closed"
        ),
        (
            CSVFaultTests.utf8("a,b\n1,\u{e9}\n2,") + [0xE9, 0x0A],
            "`x.csv`, line 3, column 2 (`b`): byte 0xE9 is not valid UTF-8; save the file as UTF-8"
        ),
        (
            CSVFaultTests.utf8("a,b\n") + [0x31, 0x2C, 0x00, 0x0A],
            "`x.csv`, line 2, column 2 (`b`): a NUL byte, which no text file has"
        ),
        (
            CSVFaultTests.utf8("a,") + [0xC3, 0x28, 0x0A],
            "`x.csv`, line 1, column 2: byte 0xC3 is not valid UTF-8; save the file as UTF-8"
        ),
        (
            CSVFaultTests.utf8("a\n") + [0xED, 0xA0, 0x80],
            "`x.csv`, line 2, column 1 (`a`): byte 0xED is not valid UTF-8; save the file as UTF-8"
        ),
        (
            [0x50, 0x4B, 3, 4, 0],
            "`x.csv` is a ZIP archive (as spreadsheets and compressed files are), not CSV text"
        ),
        ([0x1F, 0x8B, 8], "`x.csv` is compressed with gzip; unpack it first"),
        ([0xFF, 0xFE, 0x61, 0], "`x.csv` is UTF-16 text; save it as UTF-8"),
    ]

    private static func utf8(_ text: String) -> [UInt8] { Array(text.utf8) }

    private func read(bytes: [UInt8]) throws -> Frame {
        let path = NSTemporaryDirectory() + "frames-\(getpid())-x.csv"
        _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        defer { unlink(path) }
        do { return try CSV.read(path) } catch var fault as Fault {
            fault.message = fault.message.replacingOccurrences(of: path, with: "x.csv")
            throw fault
        }
    }

    func testMalformedFiles() {
        for (bytes, message) in malformed { assertFault(.format, message) { try read(bytes: bytes) } }
    }

    func testNotesSayWhichColumn() {
        XCTAssertThrowsError(try CSV.read(text: "a,b,c\n1\n")) {
            XCTAssertEqual(($0 as? Fault)?.notes, ["`b` (column 2) is the first without a value"])
        }
        XCTAssertThrowsError(try CSV.read(text: "a\n1,2\n")) {
            XCTAssertEqual(
                ($0 as? Fault)?.notes,
                ["column 2 is the first beyond; a field that contains the delimiter must be in quotes"])
        }
    }

    func testFilesThatCannotBeRead() {
        assertFault(.file, "there is no file `/nowhere/x.csv`") { try CSV.read("/nowhere/x.csv") }
        assertFault(.file, "`/tmp` is a folder, not a file") { try CSV.read("/tmp") }
    }

    func testDelimiters() {
        for delimiter: Character in ["\"", "\n", "é", "👍"] {
            var options = CSV.ReadOptions()
            options.delimiter = delimiter
            assertFault(
                .argument, "the delimiter must be one ASCII character other than a quote or a line end"
            ) {
                try CSV.read(text: "a\n1\n", options)
            }
        }
    }

    /// Late mistakes are placed right, too.
    func testMistakeFarDown() {
        var text = "a,b\n"
        for row in 0..<200_000 { text += "\(row),x\n" }
        assertFault(.format, "`text`, line 200002: the row has 1 field, the header names 2") {
            try CSV.read(text: text + "1\n")
        }
    }
}
