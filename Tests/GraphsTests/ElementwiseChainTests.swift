import Signatures
import Tensors
import XCTest

@testable import Graphs

/// The short ways through arithmetic give what the general one does, to the last bit.
final class ElementwiseChainTests: XCTestCase {
    private static let binary: [Op] = [.add, .sub, .mul, .div, .pow]
    private static let unary: [Op] = [.neg, .sin, .exp, .abs, .tanh]

    func testRandomExpressions() throws {
        for seed in 0..<80 {
            var random = SplitMix(seed: UInt64(seed))
            let count = [0, 1, 7, 1000, 40_000][seed % 5]
            let leaves = try (0..<4).map { _ in try random.tensor(count) }
            var chains: [ElementwiseChain.Operand] = leaves.map { .tensor(Emitter(.eager).constant($0)) }
            var rows: [Tensor] = leaves
            for _ in 0..<12 { try grow(&chains, &rows, &random) }
        }
    }

    /// Puts a row on top of some of those before, as a chain and by itself.
    private func grow(
        _ chains: inout [ElementwiseChain.Operand], _ rows: inout [Tensor], _ random: inout SplitMix
    ) throws {
        let emitter = Emitter(.eager)
        let isUnary = random.below(3) == 0
        let op = isUnary ? Self.unary[random.below(5)] : Self.binary[random.below(5)]
        let places = (0..<(isUnary ? 1 : 2)).map { _ in random.below(rows.count) }
        let expected = try emitter.emit(op, places.map { emitter.constant(rows[$0]) })[0].read()
        guard let chain = ElementwiseChain(op, chains[places[0]], isUnary ? nil : chains[places[1]]) else { return }
        try XCTAssertEqual(chain.computed().bits, expected.bits, "\(op.name) of \(expected.sizes)")
        chains.append(.chain(chain))
        rows.append(expected)
    }

    func testNumbersAndLimits() throws {
        let emitter = Emitter(.eager)
        let x = emitter.constant(try Tensor([1, 4, 9] as [Float]))
        let root = try XCTUnwrap(ElementwiseChain(.pow, .tensor(x), .number(0.5)))
        XCTAssertEqual(try root.computed().f64Values, [1, 2, 3])
        XCTAssertNil(ElementwiseChain(.add, .number(1), .number(2)), "there is no tensor")
        XCTAssertNil(ElementwiseChain(.equal, .tensor(x), .tensor(x)), "it gives truth values")
        XCTAssertNil(try ElementwiseChain(.add, .tensor(x), .tensor(emitter.constant(Tensor([1, 2] as [Float])))))
        var long = root
        var length = 1
        while let longer = ElementwiseChain(.add, .chain(long), .number(1)) { (long, length) = (longer, length + 1) }
        XCTAssertGreaterThan(length, 10)
        XCTAssertEqual(try long.computed().f64Values[0], Double(length))
    }

    func testTensorsThatAreAlike() throws {
        for seed in 0..<60 {
            var random = SplitMix(seed: UInt64(seed))
            let tape = Emitter(.tape)
            let eager = Emitter(.eager)
            let x = try random.tensor([0, 1, 10][seed % 3])
            let a = seed % 2 == 0 ? tape.variable(x) : eager.constant(x)
            let b = eager.constant(seed % 5 == 0 ? try .scalar(2, .f32) : try random.tensor(x.count))
            let op = Self.binary[seed % 5]
            let short = try XCTUnwrap(Emitter.alike(op, a, b))
            try XCTAssertEqual(short.read().bits, tape.emit(op, a, b).read().bits)
            XCTAssertEqual(short.isTracked, seed % 2 == 0)
            if seed % 2 == 0 {
                let slope = try tape.gradient(of: short.sum(), wrt: [a])[0]
                let general = try tape.gradient(of: tape.emit(op, a, b).sum(), wrt: [a])[0]
                try XCTAssertEqual(slope.read().bits, general.read().bits)
            }
        }
    }

    func testOneTensorAndProducts() throws {
        var random = SplitMix(seed: 3)
        let tape = Emitter(.tape)
        for count in [0, 1, 9, 100] {
            let a = tape.variable(try random.tensor(count))
            for op in Self.unary {
                let short = try XCTUnwrap(Emitter.alike(op, a))
                try XCTAssertEqual(short.read().bits, tape.emit(op, a).read().bits, op.name)
                XCTAssertTrue(short.isTracked)
            }
            let m = try tape.emit(.reshape, a, attributes: [.ints([1, count])])
            let column = try tape.emit(.transpose, m, attributes: [.none])
            for (x, y) in [(m, column), (column, m)] {
                let short = try XCTUnwrap(Emitter.product(x, y))
                try XCTAssertEqual(short.read().bits, tape.emit(.matmul, x, y).read().bits)
                let slopes = try [short, tape.emit(.matmul, x, y)].map {
                    try tape.gradient(of: $0.sum(), wrt: [a])[0].read().bits
                }
                XCTAssertEqual(slopes[0], slopes[1])
            }
            XCTAssertNil(try Emitter.alike(.isNaN, a))
            XCTAssertNil(try count == 1 ? nil : Emitter.product(m, m))
        }
    }

    func testWhatIsNotAlikeGoesTheGeneralWay() throws {
        let emitter = Emitter(.eager)
        let x = emitter.constant(try Tensor([1, 2, 3, 4] as [Float], sizes: [2, 2]))
        XCTAssertNil(try Emitter.alike(.add, x, emitter.constant(try Tensor([1, 2] as [Float]))))
        XCTAssertNil(try Emitter.alike(.add, x, emitter.constant(try Tensor([1, 2] as [Double]))))
        XCTAssertNil(try Emitter.alike(.add, x, emitter.constant(x.read().transposed())))
        XCTAssertNil(try Emitter.alike(.less, x, x))
        XCTAssertNil(try Emitter.alike(.add, Emitter(.tape).variable(x.read()), Emitter(.tape).variable(x.read())))
    }
}

extension Tensor {
    fileprivate var bits: [UInt32] {
        get throws { try contiguous().withElements(as: Float.self) { $0.map(\.bitPattern) } }
    }
}

private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    /// Now and then with what is no number.
    mutating func tensor(_ count: Int) throws -> Tensor {
        try Tensor(
            (0..<count).map { _ in
                let drawn = below(1000)
                return drawn == 0 ? Float.nan : drawn == 1 ? .infinity : Float(drawn) / 250 - 2
            })
    }
}
