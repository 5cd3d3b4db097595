import Signatures
import XCTest

final class SizeTests: XCTestCase {
    func testProductsKeepNames() {
        XCTAssertEqual(Size.named("b").times(4), .named("b", times: 4))
        XCTAssertEqual(Size.named("b").times(.named("t")), .unknown)
        XCTAssertEqual(Size.known(.max).times(2), .unknown)
        XCTAssertEqual(Size.named("b", times: 4).divided(by: .named("b")), 4)
    }

    func testBroadcastingStretchesOnes() {
        XCTAssertEqual(broadcast([.named("b"), 1], [3]), [.named("b"), 3])
        XCTAssertEqual(broadcast([], [2, 1]), [2, 1])
        XCTAssertNil(broadcast([2], [3]))
    }

    func testAxesCountFromTheEnd() throws {
        XCTAssertEqual(try resolveAxis(-1, rank: 3), 2)
        XCTAssertThrowsError(try resolveAxis(Int.min, rank: 3))
        XCTAssertThrowsError(try resolveAxis(0, rank: 0))
    }
}
