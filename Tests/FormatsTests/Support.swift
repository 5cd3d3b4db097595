import Glibc
import Signatures
import XCTest

/// A folder of its own for a test, removed afterwards.
final class ScratchFolder {
    let path: String

    init() throws {
        var template = Array("/tmp/tenon-tests-XXXXXX".utf8CString)
        path = try XCTUnwrap(mkdtemp(&template).map { String(cString: $0) })
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of what lies in it, hidden files too.
    var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    deinit {
        for name in names {
            if remove(file(name)) != 0 { rmdir(file(name)) }
        }
        rmdir(path)
    }
}

/// Asserts that `body` throws a fault of this kind whose message holds `text`.
func assertFault<T>(
    _ kind: Fault.Kind, _ text: String, file: StaticString = #filePath, line: UInt = #line,
    _ body: @autoclosure () throws -> T
) {
    XCTAssertThrowsError(try body(), file: file, line: line) { error in
        guard let fault = error as? Fault else {
            return XCTFail("\(error) is no fault", file: file, line: line)
        }
        XCTAssertEqual(fault.kind, kind, fault.message, file: file, line: line)
        XCTAssertTrue(fault.message.contains(text), fault.message, file: file, line: line)
    }
}
