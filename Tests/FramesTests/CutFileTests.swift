import Foundation
import Signatures
import XCTest

@testable import Frames

/// A file that another process cuts short while it is read.
final class CutFileTests: XCTestCase {
    private let path = NSTemporaryDirectory() + "cut-\(UUID().uuidString).csv"

    override func setUp() {
        let rows = String(repeating: "12345,some text\n", count: 300_000)
        FileManager.default.createFile(atPath: path, contents: Data(("n,s\n" + rows).utf8))
    }

    override func tearDown() { unlink(path) }

    func testACutFileIsAFaultAndNoTrap() throws {
        let file = try FileBytes(path: path)
        XCTAssertEqual(truncate(path, 100_000), 0)
        XCTAssertThrowsError(try CSV.read(file, name: "cut.csv", CSV.ReadOptions())) {
            XCTAssertEqual(($0 as? Fault)?.message, "`cut.csv` was cut short while it was read")
        }
    }

    func testWhatIsGoneReadsAsZeros() throws {
        let file = try FileBytes(path: path)
        XCTAssertFalse(file.wasCut)
        XCTAssertEqual(truncate(path, 100_000), 0)
        XCTAssertEqual(file.bytes[file.bytes.count - 1], 0)
        XCTAssertEqual(file.bytes[0], UInt8(ascii: "n"))
        XCTAssertTrue(file.wasCut)
    }

    func testAWholeFileIsRead() throws {
        let frame = try CSV.read(FileBytes(path: path), name: "whole.csv", CSV.ReadOptions())
        XCTAssertEqual(frame.rowCount, 300_000)
    }
}
