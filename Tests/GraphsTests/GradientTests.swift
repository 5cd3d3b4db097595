import Signatures
import Tensors
import XCTest

@testable import Graphs

/// Every row's gradient, from the table itself, against central differences in f64.
final class GradientTests: XCTestCase {
    func testFirstDerivatives() throws {
        for op in differentiable {
            for point in try points(op) { try check(op, point, order: 1) }
        }
    }

    func testSecondDerivatives() throws {
        for op in differentiable {
            for point in try points(op) { try check(op, point, order: 2) }
        }
    }

    func testOperandsThatAreNotContiguous() throws {
        for op in differentiable {
            for point in try points(op) {
                let scattered = GradientPoint(
                    inputs: try point.inputs.map(spreadOut), attributes: point.attributes)
                try check(op, scattered, order: 1)
            }
        }
    }

    private var differentiable: [Op] {
        Op.all.filter { if case .rule = $0.gradient { true } else { false } }
    }

    private func points(_ op: Op) throws -> [GradientPoint] {
        let points = try GradientPoints.points(for: op.name)
        XCTAssertFalse(points.isEmpty, "\(op.name) has no test point")
        return points
    }

    /// The same elements with other strides: axes reversed in memory, every second element used.
    private func spreadOut(_ x: Tensor) throws -> Tensor {
        guard x.rank > 0 else { return x }
        let reversed = Array((0..<x.rank).reversed())
        let turned = try x.permuted(reversed).copied()
        var wide = try Tensor.zeros(x.dtype, turned.sizes.dropLast() + [turned.shape.last * 2])
        try wide.assign(turned) { try $0.sliced(axis: -1, step: 2) }
        return try wide.sliced(axis: -1, step: 2).permuted(reversed)
    }

    private func check(_ op: Op, _ point: GradientPoint, order: Int) throws {
        let analytic = try gradients(op, point, order)
        for (place, input) in point.inputs.enumerated() where input.dtype == .f64 {
            let numeric = try differences(op, point, order, place)
            for (a, n) in zip(analytic[place].f64Values, numeric) {
                let tolerance = 2e-5 * max(1, abs(n))
                XCTAssertEqual(a, n, accuracy: tolerance, "\(op.name) order \(order) operand \(place)")
            }
        }
    }

    /// A number that depends on all results unevenly: their sum with weights; for the second order, the sum with
    /// weights of that number's gradients.
    private func objective(
        _ op: Op, _ tape: Emitter, _ inputs: [Var], _ attributes: [Attribute], _ order: Int
    )
        throws -> Var
    {
        var numbers = Numbers("weights")
        let result = try tape.emit(op, inputs, attributes)[0]
        let first = try (result * tape.constant(numbers.tensor(result.tensor?.sizes ?? []))).sum()
        guard order == 2 else { return first }
        let floating = inputs.filter { $0.dtype.isFloating }
        let slopes = try tape.gradient(of: first, wrt: floating)
        return try slopes.reduce(tape.scalar(0, .f64)) { sum, slope in
            try sum + (slope * tape.constant(numbers.tensor(slope.tensor?.sizes ?? []))).sum()
        }
    }

    private func gradients(_ op: Op, _ point: GradientPoint, _ order: Int) throws -> [Tensor] {
        let tape = Emitter(.tape)
        let inputs = point.inputs.map { $0.dtype == .f64 ? tape.variable($0) : tape.constant($0) }
        let value = try objective(op, tape, inputs, point.attributes, order)
        return try tape.gradient(of: value, wrt: inputs).map { try $0.read() }
    }

    private func differences(_ op: Op, _ point: GradientPoint, _ order: Int, _ place: Int) throws -> [Double] {
        let values = point.inputs[place].f64Values
        let step = 1e-5
        return try values.indices.map { index in
            func value(_ shift: Double) throws -> Double {
                var moved = values
                moved[index] += shift
                var inputs = point.inputs
                inputs[place] = try Tensor(moved, sizes: inputs[place].sizes)
                let tape = Emitter(.tape)
                let variables = inputs.map { $0.dtype == .f64 ? tape.variable($0) : tape.constant($0) }
                return try objective(op, tape, variables, point.attributes, order).read().item().double
            }
            return try (value(step) - value(-step)) / (2 * step)
        }
    }
}
