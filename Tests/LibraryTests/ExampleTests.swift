import CStdlib
import Glibc
import Language
import Library
import Signatures
import XCTest

/// What help says of every function: it is there, its example runs, and it leads to functions that exist.
final class ExampleTests: XCTestCase {
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private lazy var session = Session(output: SilentOutput(), interrupt: interrupt)

    /// Core names that are values.
    private static let values: Set = ["pi", "inf", "nan", "args", "core"]

    override func setUp() { interrupt.initialize(to: 0) }

    override func tearDown() {
        session.end()
        interrupt.deallocate()
    }

    private func helpOnAll() throws -> [Help] {
        try session.coreNames.filter { !Self.values.contains($0) }.sorted().map { try Help($0, in: session) }
    }

    func testEveryFunctionIsExplained() throws {
        for help in try helpOnAll() {
            for entry in help.entries {
                XCTAssertFalse(entry.documentation.isEmpty, "\(entry.signature) is not documented")
                XCTAssertFalse(entry.example.isEmpty, "\(entry.signature) has no example")
            }
        }
    }

    func testEveryExampleRuns() throws {
        for help in try helpOnAll() {
            for entry in help.entries {
                XCTAssertNoThrow(
                    try session.exampleOutput(entry.example), "the example of \(entry.signature)")
            }
        }
    }

    func testRelatedNamesExist() throws {
        let names = Set(session.coreNames)
        for help in try helpOnAll() {
            let unknown = help.entries.flatMap(\.related).filter { !names.contains($0) }
            XCTAssertEqual(unknown, [], "help on \(help.name) leads there")
        }
    }

    /// A file that is not embedded would be a part of the library that nobody can call.
    func testEveryFileOfTheStandardLibraryIsEmbedded() throws {
        let folder = #filePath.replacing("Tests/LibraryTests/ExampleTests.swift", with: "stdlib")
        let files = try names(in: folder).filter { $0.hasSuffix(".mlx") }.map { String($0.dropLast(4)) }
        var count = 0
        let embedded = UnsafeBufferPointer(start: stdlib_modules(&count), count: count).map {
            String(cString: $0.name)
        }
        XCTAssertEqual(embedded, files.sorted())
    }

    private func names(in folder: String) throws -> [String] {
        let directory = try XCTUnwrap(opendir(folder))
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            names.append(
                withUnsafePointer(to: &entry.pointee.d_name) {
                    $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
                })
        }
        return names
    }
}
