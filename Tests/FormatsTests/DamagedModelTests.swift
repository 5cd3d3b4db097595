import Models
import Signatures
import XCTest

@testable import Formats

/// Whatever is done to a file, reading it gives a fault or a model, and never stops the program.
final class DamagedModelTests: XCTestCase {
    private func read(_ bytes: [UInt8]) throws -> FittedModel {
        try ModelFile.decode(bytes, source: "m.tenon")
    }

    private func parts(_ model: FittedModel) throws -> [Container.Part] {
        let bytes = try ModelFile.encode(model).flatMap { $0 }
        return try bytes.withUnsafeBytes { try Container($0, first: "manifest.json", source: "").parts }
    }

    func testEveryFlippedByteIsFound() throws {
        let whole = try ModelFile.encode(SampleModels.linear()).flatMap { $0 }
        for position in whole.indices {
            var altered = whole
            altered[position] ^= 0x55
            XCTAssertThrowsError(try read(altered), "byte \(position)") {
                XCTAssertEqual(($0 as? Fault)?.kind, .format)
            }
        }
    }

    func testEveryTruncationIsFound() throws {
        let whole = try ModelFile.encode(SampleModels.linear()).flatMap { $0 }
        for length in whole.indices {
            XCTAssertThrowsError(try read(Array(whole[..<length])), "\(length) bytes") {
                XCTAssertEqual(($0 as? Fault)?.kind, .format)
            }
        }
    }

    /// With checksums that fit: what the checks of the contents themselves hold back.
    func testEveryAlteredManifestIsAFaultOrAModel() throws {
        for model in [try SampleModels.flowers(), try SampleModels.pictures(), SampleModels.linear()] {
            let parts = try parts(model)
            var state: UInt64 = 1
            for _ in 0..<1000 {
                var altered = parts
                mutate(&altered[0].bytes, &state)
                if let model = try? read(Container(parts: altered).encoded().flatMap { $0 }) {
                    predict(model)
                }
            }
        }
    }

    /// What passes the checks must run, or be a fault.
    private func predict(_ model: FittedModel) {
        if model.takesColumns {
            _ = try? model.predict(SampleModels.flowerRows())
            _ = try? model.predict(SampleModels.linearRows())
        } else {
            _ = try? model.predict(SampleModels.pictureRows())
        }
        _ = try? ONNXFile.bytes(of: model)
    }

    /// One byte replaced by another that JSON is made of, or a digit repeated, which makes numbers large.
    private func mutate(_ bytes: inout [UInt8], _ state: inout UInt64) {
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        let alphabet = Array("0123456789-.,:[]{}\"ntf ".utf8)
        let place = next(bytes.count)
        if next(3) == 0, (0x30...0x39).contains(bytes[place]) {
            bytes.insert(contentsOf: Array(repeating: bytes[place], count: 1 + next(18)), at: place)
        } else {
            bytes[place] = alphabet[next(alphabet.count)]
        }
    }

    func testWhatIsSaidOfWrongManifests() throws {
        let parts = try parts(SampleModels.flowers())
        let manifest = try XCTUnwrap(String(validating: parts[0].bytes, as: UTF8.self))
        func altered(_ text: String, _ replacement: String) throws -> [UInt8] {
            XCTAssertTrue(manifest.contains(text), text)
            let range = try XCTUnwrap(manifest.firstRange(of: text))
            var copy = parts
            copy[0].bytes = Array(
                (manifest[..<range.lowerBound] + replacement + manifest[range.upperBound...]).utf8)
            return try Container(parts: copy).encoded().flatMap { $0 }
        }
        let cases: [(String, String, String)] = [
            ("\"format\": \"tenon\"", "\"format\": \"other\"", "`m.tenon` is not a Tenon model"),
            ("\"version\": 1", "\"version\": 2", "was written by a newer Tenon"),
            ("\"kind\": \"model\"", "\"kind\": \"table\"", "does not hold a model"),
            ("\"matmul\"", "\"system\"", "names an operation that is not known: system"),
            ("\"relu\"", "\"matmul\"", "does not fit"),
            ("\"inputs\": [0, 1]", "\"inputs\": [0, 99]", "reads a value that is not there yet"),
            ("\"divisor\": 800.5", "\"divisor\": \"x\"", "is not a decimal"),
            ("\"target\": \"species\"", "\"target\": 1", "`model.target` is not text"),
            ("\"dense_1.weight\"", "\"dense_9.weight\"", "has no weights"),
            ("[\"Adelie\", \"Chinstrap\", \"Gentoo\"]", "[\"Adelie\", \"Gentoo\"]", "has 2 classes"),
            ("\"mass\", \"year\", \"sex=female\"", "\"mass\", \"sex=female\"", "has 6 features"),
            ("{\"", "{{\"", "manifest.json in m.tenon"),
        ]
        for (text, replacement, message) in cases {
            assertFault(.format, message, try read(altered(text, replacement)))
        }
    }

    func testAPartMissing() throws {
        let parts = try parts(SampleModels.linear())
        assertFault(
            .format, "has no `weights.safetensors`",
            try read(Container(parts: [parts[0]]).encoded().flatMap { $0 }))
    }
}
