import Foundation
import Frames
import Signatures
import XCTest

final class CSVReadingTests: XCTestCase {
    private func types(_ text: String) throws -> [ColumnType] { try CSV.read(text: text).columns.map(\.type) }

    func testTypesAreFoundFromWholeColumns() throws {
        let text = """
            i,f,b,d,t,s,mixed,late
            1,1.5,true,2024-02-29,2024-02-29T12:30:00,x,1,7
            -2,2,FALSE,2023/12/31,2024-02-29 12:30:01.25,"y, z",2.5,8
            ,NA,,null,NaN,,3,nine
            """
        let frame = try CSV.read(text: text)
        XCTAssertEqual(
            frame.columns.map(\.type), [.int, .float, .bool, .date, .datetime, .string, .float, .string])
        XCTAssertEqual(frame.row(1).prefix(4), [.int(-2), .float(2), .bool(false), .date(19722)])
        XCTAssertEqual(try frame.texts("t"), ["2024-02-29T12:30:00", "2024-02-29T12:30:01.250000", ""])
        XCTAssertEqual(try frame.cells("s"), [.string("x"), .string("y, z"), .missing])
        XCTAssertEqual(try frame.cells("late"), [.string("7"), .string("8"), .string("nine")])
        XCTAssertEqual(frame.columns.map(\.missingCount), [1, 1, 1, 1, 1, 1, 0, 0])
    }

    func testIntegersBeyond64BitsMakeTheColumnFloat() throws {
        let frame = try CSV.read(
            text: "a,b\n9223372036854775807,-9223372036854775808\n9223372036854775808,5\n")
        XCTAssertEqual(try frame.cells("a"), [.float(0x1p63), .float(0x1p63)])
        XCTAssertEqual(try frame.cells("b"), [.int(.min), .int(5)])
    }

    func testDatesAndTimesShareAColumn() throws {
        XCTAssertEqual(try types("a\n2024-01-01\n2024-01-01T10:00\n"), [.datetime])
        XCTAssertEqual(try types("a\n2024-02-30\n"), [.string])
        let zoned = try CSV.read(text: "a\n2024-01-01T01:30+02:00\n2024-01-01T00:00Z\n")
        XCTAssertEqual(try zoned.texts("a"), ["2023-12-31T23:30:00", "2024-01-01T00:00:00"])
    }

    func testQuotes() throws {
        let frame = try CSV.read(text: "a,b\n\"two\nlines\",\"say \"\"hi\"\"\"\n\" spaced \",\"\"\n")
        XCTAssertEqual(try frame.cells("a"), [.string("two\nlines"), .string(" spaced ")])
        XCTAssertEqual(try frame.cells("b"), [.string("say \"hi\""), .string("")])
        let numbers = try CSV.read(text: "a,b\n\"1\",\"2.5\"\n\"\",3\n")
        XCTAssertEqual(try numbers.cells("a"), [.int(1), .missing])
        XCTAssertEqual(try numbers.cells("b"), [.float(2.5), .float(3)])
        XCTAssertEqual(try CSV.read(text: "a\n\"\"\nx\n").cells("a"), [.string(""), .string("x")])
        XCTAssertEqual(try CSV.read(text: "a\n5\" pipe\n").cells("a"), [.string("5\" pipe")])
    }

    func testLineEndsAndByteOrderMark() throws {
        for end in ["\n", "\r\n", "\r"] {
            let frame = try CSV.read(text: "\u{FEFF}a,b" + end + "1,x" + end + end + "2,y")
            XCTAssertEqual(frame.names, ["a", "b"])
            XCTAssertEqual(try frame.cells("a"), [.int(1), .int(2)], "blank lines are no rows")
        }
    }

    func testHeaders() throws {
        XCTAssertEqual(
            try CSV.read(text: ",a,a, b ,a_2\n1,2,3,4,5\n").names, ["column1", "a", "a_3", "b", "a_2"])
        var options = CSV.ReadOptions()
        options.header = false
        options.delimiter = ";"
        let frame = try CSV.read(text: "1;2,5\n3;4\n", options)
        XCTAssertEqual(frame.names, ["column1", "column2"])
        XCTAssertEqual(try frame.cells("column2"), [.string("2,5"), .string("4")])
    }

    func testMissingMarkers() throws {
        var options = CSV.ReadOptions()
        options.missing = ["-", "?"]
        let frame = try CSV.read(text: "a,b\n1,NA\n-,x\n?,y\n", options)
        XCTAssertEqual(try frame.cells("a"), [.int(1), .missing, .missing])
        XCTAssertEqual(try frame.cells("b"), [.string("NA"), .string("x"), .string("y")])
        let empty = try CSV.read(text: "a,b\n,NA\n,\n")
        XCTAssertEqual(
            empty.columns.map(\.type), [.float, .float], "a column without values is one of floats")
        XCTAssertEqual(empty.columns.map(\.missingCount), [2, 2])
    }

    func testHeaderAloneGivesAFrameWithoutRows() throws {
        for text in ["a,b", "a,b\n", "a,b\n\n\n"] {
            let frame = try CSV.read(text: text)
            XCTAssertEqual(frame.names, ["a", "b"])
            XCTAssertEqual(frame.rowCount, 0)
        }
    }

    func testUnicode() throws {
        let frame = try CSV.read(text: "größe,名前\nüber,太郎\n👍,😀\n")
        XCTAssertEqual(frame.names, ["größe", "名前"])
        XCTAssertEqual(try frame.cells("名前"), [.string("太郎"), .string("😀")])
    }

    /// Rows enough for several blocks and a second reading, with quotes only in the middle.
    func testLongFiles() throws {
        var text = "n,x,s,late\n"
        for row in 0..<60_000 {
            let quoted = row == 30_000 ? "\"a\nb\"" : "t\(row % 7)"
            text += "\(row),\(Double(row) / 8),\(quoted),\(row == 59_999 ? "end" : "\(row)")\n"
        }
        let frame = try CSV.read(text: text)
        XCTAssertEqual(frame.rowCount, 60_000)
        XCTAssertEqual(frame.columns.map(\.type), [.int, .float, .string, .string])
        XCTAssertEqual(frame.row(30_000), [.int(30_000), .float(3750), .string("a\nb"), .string("30000")])
        XCTAssertEqual(try frame.column("n").ints, Array(0..<60_000))
        XCTAssertEqual(frame.row(59_999)[3], .string("end"))
    }

    func testHugeField() throws {
        let long = String(repeating: "é", count: 200_000)
        XCTAssertEqual(try CSV.read(text: "a\n\"\(long)\"\n").cells("a"), [.string(long)])
    }

    /// Every double reads back as itself, whichever path its digits take.
    func testFloatsAreCorrectlyRounded() throws {
        var state: UInt64 = 1
        var values: [Double] = [
            0.1, .leastNonzeroMagnitude, 1.7976931348623157e308, 2.2250738585072014e-308,
            9_007_199_254_740_993, 1e23, -0.0,
            123456789.123456789,
        ]
        while values.count < 4000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let any = Double(bitPattern: state)
            if any.isFinite { values.append(any) }
            values.append(Double(state >> 11) * 0x1p-53 * 1000)
        }
        let frame = try CSV.read(text: "x\n" + values.map { "\($0)" }.joined(separator: "\n"))
        for (row, cell) in try frame.cells("x").enumerated() { XCTAssertEqual(cell, .float(values[row])) }
        let long = try CSV.read(text: "x\n9007199254740992.9999999999999999999\n1e400\n-inf\n.5\n5.\n")
        XCTAssertEqual(
            try long.cells("x"),
            [.float(9_007_199_254_740_992), .float(.infinity), .float(-.infinity), .float(0.5), .float(5)])
    }

    func testWritingAndReadingBack() throws {
        let frame = try Frame([
            ("plain", Column(["a", nil, "c"] as [String?])),
            ("odd, \"name\"", Column(["x,y", "two\nlines", "say \"hi\""])),
            ("f", Column([0.1, 1e300, nil] as [Double?])), ("b", Column([true, false, true])),
            ("d", Column(.date([0, -1, 19782]))), ("t", Column(.datetime([0, 1, 86_400_000_000]))),
        ])
        let text = try CSV.text(of: frame)
        XCTAssertTrue(
            text.hasPrefix(
                "plain,\"odd, \"\"name\"\"\",f,b,d,t\na,\"x,y\",0.1,true,1970-01-01,1970-01-01T00:00:00\n"))
        let again = try CSV.read(text: text)
        XCTAssertEqual(again.names, frame.names)
        for (a, b) in zip(again.columns, frame.columns) { XCTAssertEqual(a.cells, b.cells) }
        let alone = try Frame([("x", Column([1, nil, 3] as [Int?]))])
        XCTAssertEqual(try CSV.read(text: CSV.text(of: alone)).cells("x"), [.int(1), .missing, .int(3)])
    }

    func testWritingToAFile() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("frames-\(getpid())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("a.csv").path
        try CSV.write(Frame([("x", Column([1, 2]))]), to: path)
        try CSV.write(Frame([("x", Column([3]))]), to: path)
        XCTAssertEqual(try CSV.read(path).cells("x"), [.int(3)])
        XCTAssertEqual(try FileManager.default.contentsOfDirectory(atPath: folder.path), ["a.csv"])
        assertFault(.file, "`\(folder.path)` is a folder, not a file") {
            try CSV.write(Frame(), to: folder.path)
        }
        assertFault(.file, "there is no folder `\(folder.path)/no` to write `\(folder.path)/no/a.csv` in") {
            try CSV.write(Frame(), to: folder.path + "/no/a.csv")
        }
    }
}
