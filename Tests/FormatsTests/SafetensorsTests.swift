import Signatures
import Tensors
import XCTest

@testable import Formats

final class SafetensorsTests: XCTestCase {
    private func entries() throws -> [Safetensors.Entry] {
        [
            .init("dense1.weight", try Tensor([1, 2, 3, 4, 5, 6] as [Float], sizes: [2, 3])),
            .init("mask", try Tensor([true, false, true], sizes: [3])),
            .init("scale", try Tensor.scalar(0.1)),
            .init("steps", try Tensor([Int.min, .max], sizes: [2])),
            .init("none", try Tensor([] as [Float], sizes: [0, 4])),
        ]
    }

    func testRoundTrip() throws {
        let bytes = try Safetensors.encode(entries())
        let back = try Safetensors.decode(bytes, source: "w")
        XCTAssertEqual(Set(back.map(\.name)), Set(try entries().map(\.name)))
        for entry in try entries() {
            let other = try XCTUnwrap(back.first { $0.name == entry.name }).tensor
            XCTAssertEqual(other.dtype, entry.tensor.dtype)
            XCTAssertEqual(other.sizes, entry.tensor.sizes)
            XCTAssertEqual(other.f64Values, entry.tensor.f64Values)
            XCTAssertEqual(other.i64Values, entry.tensor.i64Values)
        }
        XCTAssertEqual(try Safetensors.encode(entries()), bytes, "the same tensors make the same bytes")
    }

    func testViewsAreWrittenRowByRow() throws {
        let view = try Tensor([1, 2, 3, 4, 5, 6] as [Float], sizes: [2, 3]).transposed()
        let back = try Safetensors.decode(Safetensors.encode([.init("a", view)]), source: "w")
        XCTAssertEqual(back[0].tensor.f32Values, [1, 4, 2, 5, 3, 6])
    }

    /// The layout as the format's description gives it, written out by hand.
    func testLayout() throws {
        let header = #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}  "#
        let bytes =
            [UInt8(header.utf8.count)] + [UInt8](repeating: 0, count: 7) + Array(header.utf8) + [
                0, 0, 128, 63,
            ]
        XCTAssertEqual(try Safetensors.encode([.init("a", try Tensor([1] as [Float]))]), bytes)
    }

    func testBadHeaders() {
        func file(_ header: String, _ data: Int) -> [UInt8] {
            var bytes: [UInt8] = []
            bytes.append(littleEndian: UInt64(header.utf8.count))
            return bytes + Array(header.utf8) + [UInt8](repeating: 2, count: data)
        }
        func entry(_ dtype: String, _ shape: String, _ offsets: String) -> String {
            "\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)"
        }
        let cases: [([UInt8], String)] = [
            ([], "cut short"),
            ([1, 2, 3], "cut short"),
            ([255, 255, 255, 255, 255, 255, 255, 255], "not plausible"),
            ([9, 0, 0, 0, 0, 0, 0, 0, 0x7B], "cut short"),
            (file("[]", 0), "not an object"),
            (file("{\"a\":1}", 0), "not described"),
            (file("{\"a\":{\(entry("F16", "[1]", "[0,2]"))}}", 2), "dtype F16"),
            (file("{\"a\":{\(entry("F32", "[2]", "[0,4]"))}}", 4), "do not fit"),
            (file("{\"a\":{\(entry("F32", "[-1]", "[0,4]"))}}", 4), "do not fit"),
            (file("{\"a\":{\(entry("F32", "[4294967296,4294967296]", "[0,0]"))}}", 0), "do not fit"),
            (file("{\"a\":{\(entry("F32", "[1,1,1,1,1,1,1,1,1]", "[0,4]"))}}", 4), "do not fit"),
            (file("{\"a\":{\(entry("F32", "[1]", "[4,8]"))}}", 8), "does not begin"),
            (file("{\"a\":{\(entry("F32", "[1]", "[-4,0]"))}}", 8), "do not fit"),
            (
                file("{\"a\":{\(entry("F32", "[1]", "[0,4]"))},\"b\":{\(entry("F32", "[1]", "[0,4]"))}}", 4),
                "begin"
            ),
            (file("{\"a\":{\(entry("F32", "[1]", "[0,4]"))}}", 8), "4 bytes of elements, and it has 8"),
            (file("{\"a\":{\(entry("BOOL", "[1]", "[0,1]"))}}", 1), "neither true nor false"),
            (file("{\"a\"", 0), "expected `:`"),
        ]
        for (bytes, text) in cases { assertFault(.format, text, try Safetensors.decode(bytes, source: "w")) }
    }

    func testTwoTensorsOfOneName() throws {
        let tensor = try Tensor([1] as [Float])
        assertFault(
            .internal, "cannot both be stored", try Safetensors.encode([.init("a", tensor), .init("a", tensor)]))
    }
}
