import Glibc
import XCTest

@testable import Console

final class HistoryTests: XCTestCase {
    private var folder = ""
    private var path: String { folder + "/state/tenon/history" }

    override func setUp() {
        var template = Array("/tmp/tenon-XXXXXX".utf8CString)
        if mkdtemp(&template) != nil { folder = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self) }
    }

    override func tearDown() {
        unlink(path)
        for part in ["/state/tenon", "/state", ""] { rmdir(folder + part) }
    }

    private func history(_ remark: @escaping (String) -> Void = { _ in }) -> History {
        History(HistoryFile(path), remark: remark)
    }

    func testCellsAreKeptWhole() {
        let cell = "fn f(x) {\n  \"a\\n\" # \\\n}"
        XCTAssertEqual(HistoryFile.cell(of: HistoryFile.line(of: cell).utf8), cell)
        history().add(cell)
        let later = history()
        later.refresh()
        XCTAssertEqual(later.entries, [cell])
    }

    func testSessionsShareIt() {
        let (one, other) = (history(), history())
        one.add("a")
        other.add("b")
        one.add("b")
        one.refresh()
        other.refresh()
        XCTAssertEqual(one.entries, ["a", "b"])
        XCTAssertEqual(other.entries, ["a", "b"])
    }

    func testOnlyItsOwnerReadsIt() {
        history().add("a")
        var status = stat()
        XCTAssertEqual(stat(path, &status), 0)
        XCTAssertEqual(status.st_mode & 0o777, 0o600)
    }

    func testItIsBounded() throws {
        let long = String(repeating: "x", count: 100_000)
        let writer = history()
        for number in 0..<30 { writer.add("\(number)" + long) }
        let reader = history()
        reader.refresh()
        XCTAssertEqual(reader.entries.last, "29" + long)
        var status = stat()
        XCTAssertEqual(stat(path, &status), 0)
        XCTAssertLessThanOrEqual(status.st_size, 1 << 20)
        writer.add("new")
        writer.refresh()
        reader.refresh()
        XCTAssertEqual(writer.entries.last, "new")
        XCTAssertEqual(writer.entries, reader.entries)
    }

    func testAFileThatCannotBeWrittenIsSaidOnce() {
        var remarks: [String] = []
        let history = History(HistoryFile("/proc/nothing/history")) { remarks.append($0) }
        history.add("a")
        history.add("b")
        history.refresh()
        XCTAssertEqual(history.entries, ["a", "b"])
        XCTAssertEqual(remarks.count, 1)
    }
}
