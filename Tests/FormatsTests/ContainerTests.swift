import Signatures
import XCTest

@testable import Formats

final class ContainerTests: XCTestCase {
    private let parts = [
        Container.Part(name: "manifest.json", bytes: Array("{\"a\": 1}".utf8)),
        Container.Part(name: "weights", bytes: (0..<50).map { UInt8($0) }),
        Container.Part(name: "empty", bytes: []),
    ]

    private func file() throws -> [UInt8] { try Container(parts: parts).encoded().flatMap { $0 } }

    private func read(_ bytes: [UInt8]) throws -> [Container.Part] {
        try bytes.withUnsafeBytes { try Container($0, first: "manifest.json", source: "m.tenon").parts }
    }

    func testChecksum() {
        XCTAssertEqual(CRC32.checksum(Array("123456789".utf8)), 0xCBF4_3926, "the check value of CRC-32")
        XCTAssertEqual(CRC32.checksum([]), 0)
    }

    func testRoundTrip() throws {
        XCTAssertEqual(try read(file()), parts)
        XCTAssertEqual(try file(), try file())
    }

    func testEveryFlippedBitIsFound() throws {
        let whole = try file()
        for position in whole.indices {
            for bit in 0..<8 {
                var altered = whole
                altered[position] ^= 1 << bit
                XCTAssertThrowsError(try read(altered), "bit \(bit) of byte \(position)") {
                    XCTAssertEqual(($0 as? Fault)?.kind, .format)
                }
            }
        }
    }

    func testEveryTruncationIsFound() throws {
        let whole = try file()
        for length in whole.indices {
            XCTAssertThrowsError(try read(Array(whole[..<length])), "\(length) bytes")
        }
        XCTAssertThrowsError(try read(whole + [0]))
    }

    func testWhatIsSaid() throws {
        let whole = try file()
        assertFault(.format, "`m.tenon` is not a Tenon model", try read([]))
        assertFault(.format, "`m.tenon` is not a Tenon model", try read(Array("a,b\n1,2\n".utf8)))
        assertFault(.format, "`m.tenon` is cut short, or was altered", try read(Array(whole[..<90])))
        assertFault(.format, "`m.tenon` is cut short", try read(Array(whole.dropLast(5))))
        var altered = whole
        altered[50] ^= 1
        assertFault(.format, "the content of `manifest.json`", try read(altered))
        let other = try Container(parts: [.init(name: "matlab/document.xml", bytes: [1])]).encoded().flatMap {
            $0
        }
        assertFault(.format, "is a ZIP archive, but not a Tenon model", try read(other))
    }
}
