import Language
import Library
import Models
import XCTest

/// When verbs speak, and for how long.
final class NarratorTests: XCTestCase {
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private let output = NotedOutput()
    private lazy var session = Session(output: output, interrupt: interrupt)

    override func setUp() { interrupt.initialize(to: 0) }

    override func tearDown() {
        session.end()
        interrupt.deallocate()
    }

    func testScriptsSayNothingUnasked() throws {
        XCTAssertEqual(try notes("filter(frame({x: [1, 2]}), .x > 1)"), [])
    }

    func testQuietStopsAndStarts() throws {
        let text = "quiet(false); d = filter(frame({x: [1, 2]}), .x > 1); quiet(); d = filter(d, .x > 5)"
        XCTAssertEqual(try notes(text), ["filter: 1 of 2 rows left"])
        XCTAssertFalse(session.narrates)
    }

    func testALoopIsToldInPart() throws {
        session.narrates = true
        let said = try notes("map(range(1000), i -> filter(frame({x: [1, 2]}), .x > 1))")
        XCTAssertEqual(said.count, 8)
        XCTAssertEqual(said.last, "filter: 1 of 2 rows left (further calls say nothing)")
        XCTAssertEqual(try notes("filter(frame({x: [1, 2]}), .x > 1)").count, 1, "the next run speaks again")
    }

    func testEveryVerbThatSaysSomething() throws {
        session.narrates = true
        let said = try notes(
            """
            d = frame({k: ["a", "b", "a"], x: [1, none, 3]})
            filter(d, .x > 1); filter(d, d.x > 1); sample(d, 2); outliers(d); unique(d, .k); count(d, .k)
            drop_duplicates(d); drop_missing(d); fill_missing(d, 0); select(d, .k); drop(d, .k); rename(d, y: .x)
            derive(d, z: .x); group_by(d, .k); summarize(d, n: count()); join(d, d, on: .k); concat(d, d); split(d)
            read_csv("\(penguins)")
            """)
        XCTAssertEqual(
            Set(said.map { $0.prefix { $0 != ":" } }),
            [
                "filter", "sample", "outliers", "unique", "count", "drop_duplicates", "drop_missing", "fill_missing",
                "select", "drop", "rename", "derive", "group_by", "summarize", "join", "concat", "split", "read_csv",
            ])
    }

    private let penguins = #filePath.replacing(
        "Tests/LibraryTests/NarratorTests.swift", with: "examples/data/penguins.csv")

    private func notes(_ script: String) throws -> [String] {
        output.notes = []
        try Machine.onLargeStack { try session.run(Array(script.utf8), named: "test") }
        return output.notes
    }
}

/// Keeps the remarks alone.
private final class NotedOutput: Output {
    var notes: [String] = []

    func note(_ text: String) { notes.append(text) }
    func write(_ text: String) {}
    func show(_ value: Value, in session: Session) {}
    func warn(_ text: String) {}
    func progress(_ progress: Models.Progress) {}
    func clear() {}
    func page(_ help: Help, in session: Session) throws -> String { help.name }
    func block(_ value: Value) -> String? { nil }
}
