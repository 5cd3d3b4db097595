import CKernels
import Glibc
import Signatures
import XCTest

@testable import Tensors

/// Element-wise functions against the C library in higher precision, and at the ends of their range.
final class MathTests: XCTestCase {
    /// Points of both signs from 10⁻³⁰ to 10² and evenly over ±20.
    static let points: [Double] =
        (0..<4000).flatMap { i -> [Double] in
            let size = pow(10, Double(i) / 4000 * 32 - 30)
            return [size, -size, Double(i) / 100 - 20]
        }

    struct Case {
        let name: String
        let op: tk_unary_op
        let exact: (Double) -> Double
        var onlyPositive = false
        var ulps = 2.0
    }

    static var cases: [Case] {
        [
            Case(name: "exp", op: TK_EXP, exact: { exp($0) }),
            Case(name: "expm1", op: TK_EXPM1, exact: { expm1($0) }, ulps: 4),
            Case(name: "log", op: TK_LOG, exact: { log($0) }, onlyPositive: true),
            Case(name: "log1p", op: TK_LOG1P, exact: { log1p($0) }, onlyPositive: true, ulps: 4),
            Case(name: "tanh", op: TK_TANH, exact: { tanh($0) }, ulps: 4),
            Case(name: "sigmoid", op: TK_SIGMOID, exact: { 1 / (1 + exp(-$0)) }, ulps: 4),
            Case(name: "erf", op: TK_ERF, exact: { erf($0) }),
            Case(name: "sin", op: TK_SIN, exact: { sin($0) }),
            Case(name: "cos", op: TK_COS, exact: { cos($0) }),
            Case(name: "sqrt", op: TK_SQRT, exact: { sqrt($0) }, onlyPositive: true),
            Case(name: "rsqrt", op: TK_RSQRT, exact: { 1 / sqrt($0) }, onlyPositive: true),
        ]
    }

    /// Numbers far out, and those that are none, are computed another way than their neighbours.
    func testSinesFarOut() throws {
        let points = (0..<600).map { Float($0) * 0.1 } + [1e5, 100_001, -3e7, 1e30, -.infinity, .nan, -0.0, 0.25]
        for (op, exact) in [(TK_SIN, { sin($0) }), (TK_COS, { cos($0) })] as [(tk_unary_op, (Double) -> Double)] {
            for (x, y) in zip(points, try unary(op, Tensor(points)).f32Values) {
                let wanted = Float(exact(Double(x)))
                XCTAssertTrue(y.isNaN ? wanted.isNaN : abs(y - wanted) <= wanted.ulp, "\(x): \(y), not \(wanted)")
            }
        }
    }

    func testErrorsInUnitsOfTheLastPlace() throws {
        for item in Self.cases {
            let points = item.onlyPositive ? Self.points.filter { $0 > 0 } : Self.points
            let singles = points.map { Float($0) }
            let f32 = try unary(item.op, Tensor(singles)).f32Values
            var worst = 0.0
            for (x, y) in zip(singles, f32) {
                let exact = item.exact(Double(x))
                if abs(exact) < Double(Float.leastNormalMagnitude)
                    || abs(exact) > Double(Float.greatestFiniteMagnitude)
                {
                    continue
                }
                worst = max(worst, abs(Double(y) - exact) / Double(Float(exact).ulp))
            }
            XCTAssertLessThan(worst, item.ulps, "\(item.name) f32")
            let f64 = try unary(item.op, Tensor(points)).f64Values
            worst = zip(points, f64).reduce(0) { seen, pair in
                let exact = item.exact(pair.0)
                return max(seen, abs(exact) < 1e-300 ? 0 : abs(pair.1 - exact) / exact.ulp)
            }
            XCTAssertLessThan(worst, item.ulps + 1, "\(item.name) f64")
        }
    }

    func testEndsOfTheRange() throws {
        let ends: [Float] = [
            .infinity, -.infinity, .nan, 0, -0.0, .leastNonzeroMagnitude, .greatestFiniteMagnitude,
        ]
        func check(_ op: tk_unary_op, _ exact: (Double) -> Double) throws {
            for (x, y) in zip(ends, try unary(op, Tensor(ends)).f32Values) {
                let expected = Float(exact(Double(x)))
                XCTAssertTrue(
                    y == expected || (y.isNaN && expected.isNaN), "\(op) of \(x): \(y), not \(expected)")
            }
            for (x, y) in zip(ends, try unary(op, Tensor(ends.map { Double($0) })).f64Values) {
                let expected = exact(Double(x))
                let close = abs(y - expected) <= abs(expected) * 1e-15
                XCTAssertTrue(
                    y == expected || close || (y.isNaN && expected.isNaN), "\(op) of \(x) in f64: \(y)")
            }
        }
        try check(TK_EXP) { exp($0) }
        try check(TK_EXPM1) { expm1($0) }
        try check(TK_TANH) { tanh($0) }
        try check(TK_SIGMOID) { 1 / (1 + exp(-$0)) }
        try check(TK_ERF) { erf($0) }
        try check(TK_RELU) { $0 < 0 ? 0 : $0 }
        try check(TK_SIGN) { $0 > 0 ? 1 : $0 < 0 ? -1 : $0 }
        let logs = try unary(TK_LOG, Tensor(ends)).f32Values
        XCTAssertEqual(logs[0], .infinity)
        XCTAssertTrue(logs[1].isNaN && logs[2].isNaN)
        XCTAssertEqual(logs[3], -.infinity)
        XCTAssertEqual(logs[5], Float(log(Double(Float.leastNonzeroMagnitude))), accuracy: 1e-5)
        XCTAssertEqual(try unary(TK_LOG, Tensor([Float(-1)])).f32Values[0].isNaN, true)
    }

    func testSubnormalResultsOfExp() throws {
        let x: [Float] = [-87.5, -90, -100, -103, -104, -200]
        for (x, y) in zip(x, try unary(TK_EXP, Tensor(x)).f32Values) {
            XCTAssertEqual(Double(y), exp(Double(x)), accuracy: 1.5e-45)
        }
    }

    func testRoundsHalvesToEven() throws {
        XCTAssertEqual(try unary(TK_ROUND, Tensor([0.5, 1.5, 2.5, -0.5, -1.5])).f64Values, [0, 2, 2, 0, -2])
    }

    func testIntegersThatDoNotFit() throws {
        for op in [TK_NEG, TK_ABS, TK_SQUARE] {
            XCTAssertThrowsError(try unary(op, Tensor([Int.min]))) {
                XCTAssertEqual(($0 as? Fault)?.kind, .overflow)
            }
        }
        XCTAssertEqual(try unary(TK_ABS, Tensor([-3, 4])).i64Values, [3, 4])
        XCTAssertThrowsError(try unary(TK_EXP, Tensor([1])))
    }
}
