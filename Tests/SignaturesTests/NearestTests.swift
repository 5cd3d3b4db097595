import Signatures
import XCTest

final class NearestTests: XCTestCase {
    func testOffersTheNearestNameFirst() {
        XCTAssertEqual(nearest(to: "pritn", in: ["print", "point", "paint"]).first, "print")
        XCTAssertEqual(nearest(to: "Species", in: ["species", "sex"]), ["species"])
        XCTAssertEqual(nearest(to: "K2", in: ["k", "species"]), ["k"])
    }

    func testFarNamesAreNotOffered() {
        XCTAssertEqual(nearest(to: "x", in: ["species", "island"]), [])
        XCTAssertEqual(nearest(to: "x", in: ["y", "_"]), [])
        XCTAssertEqual(nearest(to: "", in: ["a"]), [])
    }
}
