import Signatures
import XCTest

@testable import Tensors

final class TensorTests: XCTestCase {
    func counting(_ sizes: [Int]) throws -> Tensor {
        try Tensor((0..<sizes.reduce(1, *)).map { Float($0) }, sizes: sizes)
    }

    func testMakingAndReading() throws {
        let x = try counting([2, 3])
        XCTAssertEqual(x.sizes, [2, 3])
        XCTAssertEqual(try x.double(at: 1, -1), 5)
        XCTAssertEqual(try Tensor.filled(2.5, .f64, [2]).f64Values, [2.5, 2.5])
        XCTAssertEqual(try Tensor.scalar(7).item(), .int(7))
        XCTAssertThrowsError(try x.item())
        XCTAssertThrowsError(try x.double(at: 2, 0))
        XCTAssertEqual(try Tensor.zeros(.f32, [0, 3]).f32Values, [])
    }

    func testViewsShareStorage() throws {
        let x = try counting([2, 3, 4])
        let views = [
            try x.transposed(), try x.permuted([2, 0, 1]), try x.sliced(axis: 1, start: 1),
            try x.selected(axis: 0, index: 1), try x.unsqueezed(0), try x.reshaped([6, -1]),
        ]
        for view in views { XCTAssertTrue(view.storage === x.storage) }
        XCTAssertEqual(
            try views[0].selected(axis: 0, index: 0).f32Values, [0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11])
        XCTAssertEqual(views[1].sizes, [4, 2, 3])
        XCTAssertEqual(try x.transposed().contiguous().f32Values, try x.transposed().f32Values)
    }

    func testReshapeCopiesOnlyWhereItMust() throws {
        let x = try counting([4, 6])
        let part = try x.sliced(axis: 1, start: 0, stop: 4)
        XCTAssertTrue(try part.reshaped([4, 2, 2]).storage === x.storage)
        XCTAssertTrue(try part.reshaped([2, 2, 4]).storage === x.storage)
        XCTAssertFalse(try part.reshaped([16]).storage === x.storage)
        XCTAssertEqual(try part.reshaped([16]).f32Values, part.f32Values)
        XCTAssertEqual(try part.reshaped([2, 2, 2, 2]).f32Values, part.f32Values)
        XCTAssertEqual(try Tensor.zeros(.f32, [0, 4]).reshaped([2, 0]).sizes, [2, 0])
        XCTAssertThrowsError(try x.reshaped([5, -1]))
        XCTAssertThrowsError(try x.reshaped([-1, -1]))
        XCTAssertThrowsError(try Tensor.zeros(.f32, [0]).reshaped([-1, 0]))
    }

    func testSlices() throws {
        let x = try counting([5])
        func slice(_ a: Int?, _ b: Int?, _ step: Int = 1) throws -> [Float] {
            try x.sliced(axis: 0, start: a, stop: b, step: step).f32Values
        }
        XCTAssertEqual(try slice(1, 3), [1, 2])
        XCTAssertEqual(try slice(-2, nil), [3, 4])
        XCTAssertEqual(try slice(nil, nil, -1), [4, 3, 2, 1, 0])
        XCTAssertEqual(try slice(3, 0, -2), [3, 1])
        XCTAssertEqual(try slice(2, 100), [2, 3, 4])
        XCTAssertEqual(try slice(4, 2), [])
        XCTAssertEqual(try slice(nil, nil, .min), [4])
        XCTAssertEqual(try slice(.min, .max, .max), [0])
        XCTAssertThrowsError(try slice(0, 1, 0))
    }

    func testBroadcast() throws {
        let row = try counting([3])
        XCTAssertEqual(try row.broadcast(to: [2, 3]).f32Values, [0, 1, 2, 0, 1, 2])
        XCTAssertEqual(try row.unsqueezed(1).broadcast(to: [3, 2]).f32Values, [0, 0, 1, 1, 2, 2])
        XCTAssertThrowsError(try row.broadcast(to: [3, 2]))
        XCTAssertEqual(try row.broadcast(to: [0, 3]).count, 0)
    }

    func testCopiesAreIndependent() throws {
        let a = try counting([2, 2])
        var b = a
        try b.assign(Tensor.scalar(9)) { try $0.selected(axis: 1, index: 0) }
        XCTAssertEqual(a.f32Values, [0, 1, 2, 3])
        XCTAssertEqual(b.f32Values, [9, 1, 9, 3])
        let place = b.storage
        try b.withMutableElements(as: Float.self) { $0[3] = 5 }
        XCTAssertFalse(b.storage === place, "the second reference makes it shared")
        var c = try Tensor.scalar(1, .f32).broadcast(to: [3])
        try c.withMutableElements(as: Float.self) { $0[0] = 2 }
        XCTAssertEqual(c.f32Values, [2, 1, 1])
    }

    func testReversedOverlapIsCopiedFirst() throws {
        var x = try counting([4])
        let reversed = try x.sliced(axis: 0, step: -1)
        try x.assign(reversed)
        XCTAssertEqual(x.f32Values, [3, 2, 1, 0])
    }

    func testCasts() throws {
        let x = try Tensor([-1.9, 0, 2.5])
        XCTAssertEqual(try x.cast(to: .i64).i64Values, [-1, 0, 2])
        XCTAssertEqual(try x.cast(to: .bool).boolValues, [true, false, true])
        XCTAssertEqual(try x.cast(to: .f32).f32Values, [-1.9, 0, 2.5])
        for bad in [Double.nan, .infinity, 1e19, -1e19] {
            XCTAssertThrowsError(try Tensor([bad]).cast(to: .i64)) {
                XCTAssertEqual(($0 as? Fault)?.kind, .overflow)
            }
        }
        XCTAssertEqual(try counting([2, 3]).transposed().cast(to: .f64).f64Values, [0, 3, 1, 4, 2, 5])
    }

    func testSizesThatCannotBe() {
        for sizes in [[-1], [1 << 40, 1 << 40], Array(repeating: 1, count: 9), [1 << 62]] {
            XCTAssertThrowsError(try Tensor.zeros(.f32, sizes)) { XCTAssertTrue($0 is Fault) }
        }
    }

    func testBudgetIsAFault() throws {
        XCTAssertThrowsError(try Tensor.zeros(.f32, [1_000_000, 1_000_000])) { error in
            let fault = error as? Fault
            XCTAssertEqual(fault?.kind, .memory)
            XCTAssertTrue(
                fault?.message.hasPrefix("a tensor of 1000000 × 1000000 f32 needs 3.6 TiB; ") == true,
                "\(error)")
        }
        XCTAssertThrowsError(try MemoryBudget.require(bytes: .max, for: "a string"))
    }

    func testBudgetCountsWhatLives() throws {
        let before = MemoryBudget.used
        do {
            let big = try Tensor.zeros(.f32, [1 << 20])
            XCTAssertGreaterThanOrEqual(MemoryBudget.used - before, big.count * 4)
        }
        XCTAssertEqual(MemoryBudget.used, before)
    }
}
