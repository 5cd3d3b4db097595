import Foundation
import Language
import XCTest

/// The programs of the script tests: files, and the cells of those that hold several.
struct ScriptProgram {
    let name: String
    let text: String
    /// The lines that say what they fail with.
    let wrongLines: [Int]

    init(name: String, lines: [Substring]) {
        self.name = name
        text = lines.joined(separator: "\n")
        wrongLines = lines.indices.filter { lines[$0].contains("# error: ") }.map { $0 + 1 }
    }

    static let root = URL(
        fileURLWithPath: #filePath.replacing("Tests/LibraryTests/Checking/ScriptPrograms.swift", with: ""))

    /// All below these folders of the checkout, but for the fixtures.
    static func all(below folders: [String]) throws -> [ScriptProgram] {
        let files = folders.flatMap { folder -> [String] in
            let inside = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            return (inside?.compactMap { $0 as? String } ?? []).map { folder + "/" + $0 }
        }
        return try files.filter { $0.hasSuffix(".mlx") && !$0.contains("/fixtures/") }.sorted().flatMap { file in
            programs(file, String(decoding: try Data(contentsOf: root.appendingPathComponent(file)), as: UTF8.self))
        }
    }

    /// The part before the first `# ---` belongs to each of the cells behind it; lines keep their numbers.
    private static func programs(_ file: String, _ text: String) -> [ScriptProgram] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let marks = lines.indices.filter { lines[$0].hasPrefix("# ---") }
        guard let first = marks.first else { return [ScriptProgram(name: file, lines: lines)] }
        return zip(marks, marks.dropFirst() + [lines.count]).enumerated().map { number, cell in
            let kept = lines.indices.map { $0 < first || (cell.0..<cell.1).contains($0) ? lines[$0] : "" }
            return ScriptProgram(name: "\(file), cell \(number + 1)", lines: kept)
        }
    }

    /// Runs `body` in a folder where scripts find what the tests give them.
    static func inTestFolder(_ body: () throws -> Void) throws {
        let manager = FileManager.default
        let folder = manager.temporaryDirectory.appendingPathComponent("tenon-\(UUID().uuidString)")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        for (name, target) in [("examples", "examples"), ("fixtures", "Tests/Scripts/fixtures")] {
            try manager.createSymbolicLink(
                at: folder.appendingPathComponent(name), withDestinationURL: root.appendingPathComponent(target))
        }
        let before = manager.currentDirectoryPath
        XCTAssertTrue(manager.changeCurrentDirectoryPath(folder.path))
        defer {
            XCTAssertTrue(manager.changeCurrentDirectoryPath(before))
            try? manager.removeItem(at: folder)
        }
        try body()
    }
}

extension [Diagnostic] {
    /// The lines, from 1, that they and the calls under way point at.
    func lines(in sources: SourceMap) -> [Int] {
        flatMap { diagnostic in
            (diagnostic.labels.map(\.span) + diagnostic.calls.map(\.span)).compactMap { span in
                sources[span.source].map { LineIndex($0).line(of: Int(span.start)) + 1 }
            }
        }
    }
}
