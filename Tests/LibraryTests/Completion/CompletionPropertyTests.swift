import Language
import Library
import XCTest

/// Whatever stands in a text and wherever the cursor is, completion gives an answer that fits the text.
final class CompletionPropertyTests: CompletionTestCase {
    private func check(_ text: String, at offset: Int, line: UInt = #line) {
        let found = session.completions(in: text, at: offset)
        XCTAssertTrue((0...text.utf8.count).contains(found.start), "\(offset) of \(text)", line: line)
        XCTAssertLessThanOrEqual(found.start, min(max(offset, 0), text.utf8.count), line: line)
        if let range = found.currentParameter {
            XCTAssertLessThanOrEqual(range.upperBound, found.signature?.utf8.count ?? 0, line: line)
        }
    }

    /// The scripts below a folder.
    private func scripts(in folder: String) throws -> [(path: String, text: String)] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "../../../\(folder)")
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL]
        return try XCTUnwrap(files).filter { $0.pathExtension == "mlx" }.sorted { $0.path < $1.path }
            .compactMap { file in (try? String(contentsOf: file, encoding: .utf8)).map { (file.path, $0) } }
    }

    func testEveryPlaceOfEveryExample() throws {
        let examples = try scripts(in: "examples")
        XCTAssertFalse(examples.isEmpty)
        for (_, text) in examples {
            for offset in 0...text.utf8.count { check(text, at: offset) }
        }
    }

    /// Texts that are cut off, and texts of which a piece is missing.
    func testBrokenPrograms() throws {
        var generator = SeededGenerator(seed: 1)
        for (_, text) in try scripts(in: "Tests/Scripts") {
            let bytes = Array(text.utf8)
            guard bytes.count > 1 else { continue }
            for _ in 0..<4 {
                let cut = Int.random(in: 0..<bytes.count, using: &generator)
                let gap = Int.random(in: 0...min(20, cut), using: &generator)
                let broken = String(decoding: bytes[..<(cut - gap)] + bytes[cut...], as: UTF8.self)
                check(broken, at: cut - gap)
                check(String(decoding: bytes[..<cut], as: UTF8.self), at: cut)
            }
        }
    }

    func testOffsetsOutsideOfTheText() {
        for offset in [Int.min, -1, 3, 100, Int.max] { check("abc", at: offset) }
        check("", at: 0)
        for offset in 0...12 { check("größe = β.", at: offset) }
    }

    func testDeepNestingAndLongTexts() {
        for unit in [
            "(", "f(", "[", "{", "x.f(", "{a: ", "\"{", "x -> ", "if x { ", "fn f(x) { ", "-", "a |> f(", ".a + ",
            "a1 = a1 + a1\n",
        ] {
            let text = String(repeating: unit, count: 3_000)
            check(text, at: text.utf8.count)
            check(text + "x.", at: text.utf8.count + 2)
        }
        let long = String(repeating: "x = 1\n", count: 200_000)
        check(long, at: long.utf8.count)
    }

    /// Names that double each other's work are looked at once.
    func testNamesMadeOfNames() throws {
        let lines = (1...60).map { "v\($0) = [v\($0 - 1), v\($0 - 1)]" }
        check("v0 = birds\n" + lines.joined(separator: "\n") + "\nv60.", at: .max)
    }

    func testAFrameWithManyColumns() throws {
        let fields = (0..<1_000).map { "c\($0): [1]" }.joined(separator: ", ")
        try Machine.onLargeStack { try self.session.run(Array("wide = frame({\(fields)})".utf8), named: "wide") }
        XCTAssertEqual(try candidates("wide |> filter(.c0 > 1) |> drop(.c1) |> select(.¦").count, 999)
        XCTAssertEqual(try candidates("wide |> filter(.c99¦").count, 11)
    }
}

/// The same numbers in every run (Steele, Lea and Flood 2014, SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
