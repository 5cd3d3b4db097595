import Foundation
import Frames
import Signatures
import XCTest

/// A file of the checkout, by its path from the root.
func checkoutPath(_ path: String, file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
        .appendingPathComponent(path).path
}

func readExample(_ name: String) throws -> Frame { try CSV.read(checkoutPath("examples/data/\(name).csv")) }

/// What `scripts/parity/frames.py` wrote.
func parityFigures() throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: checkoutPath("Tests/Parity/frames.json")))
    return try XCTUnwrap(JSONSerialization.jsonObject(with: data) as? [String: Any])
}

/// A cell as the figures have it, so that numbers compare whatever their type.
func assertCell(
    _ cell: Cell, equals figure: Any, _ place: String, file: StaticString = #filePath, line: UInt = #line
) {
    switch figure {
    case is NSNull: XCTAssertEqual(cell, .missing, place, file: file, line: line)
    case let text as String: XCTAssertEqual(cell.text, text, place, file: file, line: line)
    case let number as NSNumber:
        guard let value = cell.double else {
            return XCTFail("\(place): \(cell) is not \(number)", file: file, line: line)
        }
        let expected = number.doubleValue
        XCTAssertEqual(
            value, expected, accuracy: 1e-12 * max(1, abs(expected)), place, file: file, line: line)
    default: XCTFail("\(place): a figure of unknown type", file: file, line: line)
    }
}

func assertColumn(
    _ column: Column, equals figures: Any, _ place: String, file: StaticString = #filePath, line: UInt = #line
) throws {
    let figures = try XCTUnwrap(figures as? [Any])
    XCTAssertEqual(column.count, figures.count, place, file: file, line: line)
    for (row, figure) in figures.enumerated() where row < column.count {
        assertCell(column.cell(at: row), equals: figure, "\(place), row \(row)", file: file, line: line)
    }
}

func assertFault(
    _ kind: Fault.Kind, _ message: String, file: StaticString = #filePath, line: UInt = #line,
    _ body: () throws -> some Any
) {
    XCTAssertThrowsError(try body(), file: file, line: line) { error in
        let fault = error as? Fault
        XCTAssertEqual(fault?.message, message, file: file, line: line)
        XCTAssertEqual(fault?.kind, kind, file: file, line: line)
    }
}

extension ColumnExpression {
    /// Short forms, for formulas in tests.
    static func c(_ name: String) -> ColumnExpression { .column(name) }
    static func f(_ name: String, _ arguments: ColumnExpression...) throws -> ColumnExpression {
        try .call(name, arguments)
    }
    static func n(_ value: Int) -> ColumnExpression { .constant(.int(value)) }
    static func d(_ value: Double) -> ColumnExpression { .constant(.float(value)) }
    static func s(_ value: String) -> ColumnExpression { .constant(.string(value)) }
}

extension Frame {
    func cells(_ name: String) throws -> [Cell] { try column(name).cells }
    func texts(_ name: String) throws -> [String] { try column(name).cells.map(\.text) }
}
