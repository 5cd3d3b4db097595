import XCTest

@testable import Library

/// What is said of names from elsewhere is true: they are unknown here, and what they are called here is known.
final class NamesElsewhereTests: XCTestCase {
    private let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
    private lazy var session = Session(output: SilentOutput(), interrupt: interrupt)

    func testNamesHereExist() {
        for (foreign, own) in NamesElsewhere.same {
            XCTAssertNotNil(session.coreValue(named: own), "`\(foreign)` is said to be `\(own)`")
        }
    }

    func testNamesElsewhereDoNot() {
        for name in NamesElsewhere.modules.union(NamesElsewhere.same.keys).union(NamesElsewhere.phrases.keys) {
            XCTAssertNil(session.coreValue(named: name), "`\(name)` is a name of ours")
            XCTAssertNotNil(session.help(forUnknown: name))
        }
        XCTAssertNil(session.help(forUnknown: "elsewhere"))
    }

    override func setUp() { interrupt.initialize(to: 0) }

    override func tearDown() {
        session.end()
        interrupt.deallocate()
    }

    /// No name stands in two tables.
    func testEachNameOnce() {
        let counts = [NamesElsewhere.modules, Set(NamesElsewhere.same.keys), Set(NamesElsewhere.phrases.keys)]
        XCTAssertEqual(counts.map(\.count).reduce(0, +), counts.reduce(Set()) { $0.union($1) }.count)
    }
}
