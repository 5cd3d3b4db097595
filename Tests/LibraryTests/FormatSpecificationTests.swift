import Library
import Signatures
import XCTest

/// Expected texts are those of Python's `format`.
final class FormatSpecificationTests: XCTestCase {
    private func text(_ number: Double, _ format: String) throws -> String {
        try FormatSpecification(parsing: format).text(of: number)
    }

    func testNumbers() throws {
        XCTAssertEqual(try text(3.14159, ".2f"), "3.14")
        XCTAssertEqual(try text(-3.14159, "08.2f"), "-0003.14")
        XCTAssertEqual(try text(1234567.5, ",.1f"), "1,234,567.5")
        XCTAssertEqual(try text(0.256, ".1%"), "25.6%")
        XCTAssertEqual(try text(2.5, "+.1f"), "+2.5")
        XCTAssertEqual(try text(12345.678, ".3e"), "1.235e+04")
        XCTAssertEqual(try text(.infinity, ".2f"), "inf")
    }

    func testIntegersAndText() throws {
        XCTAssertEqual(try FormatSpecification(parsing: "x").text(of: 255), "ff")
        XCTAssertEqual(try FormatSpecification(parsing: "*^7").text(of: 42), "**42***")
        XCTAssertEqual(try FormatSpecification(parsing: ">5").text(of: "ab"), "   ab")
        XCTAssertEqual(try FormatSpecification(parsing: ".1").text(of: "ab"), "a")
    }

    func testWhatIsNoFormatIsAFault() {
        for format in ["q", ".f", "99999999999d", "10001", ".2000f", "5.2fx"] {
            XCTAssertThrowsError(try FormatSpecification(parsing: format), format) { XCTAssert($0 is Fault) }
        }
        XCTAssertThrowsError(try text(2.5, "d"))
        XCTAssertThrowsError(try FormatSpecification(parsing: "f").text(of: "text"))
    }

    func testColumnsOfNumbersShareTheirDecimals() {
        XCTAssertEqual(DecimalStyle(for: [1, 2.5]), .fixed(1))
        XCTAssertEqual(DecimalStyle(for: [1, 2.125]), .fixed(3))
        XCTAssertEqual(DecimalStyle(for: [1.0 / 3]), .fixed(4))
        XCTAssertEqual(DecimalStyle(for: [2.5e12]), .significant)
        XCTAssertEqual(DecimalStyle(for: [Double]()), .fixed(1))
    }
}
