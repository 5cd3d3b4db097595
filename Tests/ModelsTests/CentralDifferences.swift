import XCTest

@testable import Graphs
@testable import Signatures
@testable import Tensors

/// Checks the gradient that the tape gives for `f`, which maps a tensor to one number, against central differences
/// in f64 at every element of `x`.
func assertGradient(
    at x: Tensor, _ name: String, accuracy: Double = 1e-6, line: UInt = #line, _ f: (Var) throws -> Var
) throws {
    let tape = Emitter(.tape)
    let leaf = tape.variable(x)
    let gradient = try tape.gradient(of: f(leaf), wrt: [leaf])[0].read().f64Values
    let values = x.f64Values
    let step = 1e-5
    for i in values.indices {
        let sides = try [step, -step].map { shift in
            var moved = values
            moved[i] += shift
            return try f(Emitter(.eager).constant(Tensor(moved, sizes: x.sizes))).read().item().double
        }
        let slope = (sides[0] - sides[1]) / (2 * step)
        XCTAssertEqual(
            gradient[i], slope, accuracy: accuracy * max(1, abs(slope)), "\(name) at \(i)", line: line)
    }
}
