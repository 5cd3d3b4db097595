import XCTest

@testable import Tensors

final class RandomTests: XCTestCase {
    /// The known answers that Random123 gives for Philox 4x32-10.
    func testPhiloxKnownAnswers() {
        let zero = RandomKey(seed: 0).words(0)
        XCTAssertEqual(zero.0, 0xe169_c58d_6627_e8d5)
        XCTAssertEqual(zero.1, 0x9b00_dbd8_bc57_ac4c)
        let ones = RandomKey(seed: .max, stream: .max).words(.max)
        XCTAssertEqual(ones.0, 0x41c8_3b0e_408f_276d)
        XCTAssertEqual(ones.1, 0x6d54_51fd_a20b_c7c6)
        let pi = RandomKey(seed: 0x299f_31d0_a409_3822, stream: 0x0370_7344_1319_8a2e)
        XCTAssertEqual(pi.words(0x85a3_08d3_243f_6a88).0, 0x94fd_cceb_d16c_fe09)
        XCTAssertEqual(pi.words(0x85a3_08d3_243f_6a88).1, 0x2412_6ea1_5001_e420)
    }

    func testKeysDiffer() {
        let key = RandomKey(seed: 1)
        XCTAssertEqual(Set(key.split(100) + [key, key.folding("a"), key.folding("b")]).count, 103)
        XCTAssertEqual(key.folding("weight"), key.folding("weight"))
        XCTAssertEqual(key.split(2), Array(key.split(5).prefix(2)))
    }

    func testPermutation() {
        let order = RandomKey(seed: 3).permutation(50)
        XCTAssertEqual(order.sorted(), Array(0..<50))
        XCTAssertNotEqual(order, Array(0..<50))
        XCTAssertEqual(RandomKey(seed: 3).permutation(0), [])
    }

    func testGenerator() {
        var a = Generator()
        var b = Generator()
        var c = Generator(seed: 1)
        let first = a.next()
        XCTAssertEqual(first, b.next())
        XCTAssertNotEqual(first, a.next())
        XCTAssertNotEqual(first, c.next())
    }
}
