import Console
import Frames
import Language
import Library
import XCTest

/// What values look like at several widths.
final class DisplayTests: XCTestCase {
    func testNumbersOfAllSizesStandUnderTheirPoints() throws {
        let numbers = Column([1.5, -2.25, nil, 1e-9, .infinity, 1234.0] as [Double?])
        XCTAssertEqual(
            try shown(.frame(Frame([("x", numbers)]))),
            """
            6 rows × 1 column
                     x
                 float
                 1.50
                -2.25
                     ·
                 1e-09
               inf
              1234.00
            """)
    }

    func testColumnsThatDoNotFitAreNamed() throws {
        XCTAssertEqual(
            try shown(.frame(people), width: 34),
            """
            2 rows × 4 columns
              name                  age  born
              string                int  date
              Ada Lovelace, Count…   36  ·
              Bo                      ·  ·
              1 more column: height
            """)
    }

    func testNarrowCellsMakeRoomForColumns() throws {
        let wide = try shown(.frame(people), width: 100)
        XCTAssertTrue(wide.contains("Ada Lovelace, Countess of Lovelace"), wide)
        XCTAssertTrue(try shown(.frame(people), width: 50).contains("height\n"), "cut text makes room for all columns")
    }

    func testAFrameOfTenThousandColumnsIsBounded() throws {
        let column = Column([1, 2])
        let frame = try Frame((0..<10_000).map { ("c\($0)", column) })
        let lines = try shown(.frame(frame), width: 60).split(separator: "\n")
        XCTAssertLessThan(lines.count, 10)
        XCTAssertEqual(lines[0], "2 rows × 10000 columns")
        XCTAssertTrue(lines[5].hasPrefix("  9988 more columns: c12, c13, "), String(lines[5]))
        XCTAssertTrue(lines.last?.hasSuffix(" …") ?? false)
        assertFits(lines.joined(separator: "\n"), 60)
    }

    func testFramesFitEveryWidth() throws {
        for width in 20...90 { assertFits(try shown(.frame(people), width: width), width) }
    }

    func testTensorsFitEveryWidthAndAScreen() throws {
        for sizes in [
            [3], [300], [4, 50], [100, 2], [30, 10, 10], [2, 2, 2, 2, 2, 2, 2, 2], [0], [3, 0], [9, 9, 9, 9, 9],
        ] {
            let script = "reshape(arange(\(sizes.reduce(1, *))) * -1.25, \(sizes))"
            for width in [30, 50, 80, 120] {
                let text = try shown(script, width: width)
                assertFits(text, width)
                XCTAssertLessThanOrEqual(text.split(separator: "\n").count, 26, "\(sizes) at \(width)")
                XCTAssertEqual(text.filter { $0 == "[" }.count, text.filter { $0 == "]" }.count, text)
            }
        }
    }

    func testLongTensorsShowBothEnds() throws {
        XCTAssertEqual(
            try shown("reshape(range(600), [20, 30])", width: 30),
            """
            i64 [20, 30]
            [[  0,   1, …,  28,  29],
            """ + "\n"
                + (1...18).map { row in
                    " [" + [0, 1].map { padded("\(30 * row + $0)", to: 3, right: true) }.joined(separator: ", ")
                        + ", …, "
                        + [28, 29].map { padded("\(30 * row + $0)", to: 3, right: true) }.joined(separator: ", ") + "],"
                }.joined(separator: "\n") + "\n [570, 571, …, 598, 599]]")
    }

    func testLongListsSayHowMuchIsLeftOut() throws {
        let text = try shown(.list((0..<1000).map(Value.int)), width: 40)
        assertFits(text, 40)
        let lines = text.split(separator: "\n")
        XCTAssertEqual(lines[0], "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,")
        XCTAssertEqual(lines.count, 13)
        XCTAssertEqual(lines[12], " … 883 more]")
    }

    func testShortListsAndRecordsAreLeftToOneLine() {
        XCTAssertNil(Display(width: 40, style: .plain, isAbridged: true).text(of: .list([.string("a"), .int(1)])))
        XCTAssertNil(Display(width: 40, style: .plain, isAbridged: true).text(of: .record([("a", .int(1))])))
        XCTAssertNil(Display(width: 40, style: .plain).text(of: .list((0..<1000).map(Value.int))), "printed whole")
    }

    func testARecordOfMetricsHidesNoSmallNumber() throws {
        let record = Value.record([
            ("accuracy", .float(0.98765)), ("loss", .float(3e-7)),
            ("confusion", .frame(try Frame([("a", Column([1]))]))),
        ])
        XCTAssertEqual(
            try shown(record),
            """
            accuracy   0.9877
            loss       3e-07
            confusion
              1 row × 1 column
                a
              int
                1
            """)
    }

    func testRecordsWithinRecordsAreIndented() throws {
        let inner = Value.record([("w", .frame(try Frame([("a", Column([1]))])))])
        XCTAssertEqual(
            try shown(.record([("layer", inner)])),
            """
            layer
              w
                1 row × 1 column
                  a
                int
                  1
            """)
    }

    func testManyFieldsAreNamed() throws {
        let record = Value.record((0..<60).map { ("field\($0)", .int($0)) })
        let text = try shown(record, width: 50)
        assertFits(text, 50)
        XCTAssertTrue(text.contains("\n20 more fields: field40, field41, "), text)
    }

    // MARK: Helpers

    private var people: Frame {
        get throws {
            try Frame([
                ("name", Column(["Ada Lovelace, Countess of Lovelace", "Bo"])), ("age", Column([36, nil] as [Int?])),
                ("born", Column(.date([0, 0]), validity: Validity([false, false]))), ("height", Column([1.5, 1.75])),
            ])
        }
    }

    private func shown(_ value: @autoclosure () throws -> Value, width: Int = 80) throws -> String {
        try XCTUnwrap(Display(width: width, style: .plain, isAbridged: true).text(of: value()))
    }

    /// What a script shows.
    private func shown(_ script: String, width: Int) throws -> String {
        let output = ShownOutput(width: width)
        let interrupt = UnsafeMutablePointer<Int32>.allocate(capacity: 1)
        interrupt.initialize(to: 0)
        defer { interrupt.deallocate() }
        let session = Session(output: output, interrupt: interrupt)
        try Machine.onLargeStack { try session.run(Array(script.utf8), named: "test") }
        return output.texts.joined(separator: "\n")
    }

    private func assertFits(_ text: String, _ width: Int, line: UInt = #line) {
        for row in text.split(separator: "\n") where displayWidth(row) > width {
            XCTFail("wider than \(width): \(row)", line: line)
        }
    }
}
