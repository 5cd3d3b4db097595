import XCTest

@testable import Models
@testable import Signatures

/// Single steps on one parameter, against the formulas worked out by hand.
final class OptimizerTests: XCTestCase {
    /// Where 1.0 is after steps along these gradients at a rate of 0.1.
    private func path(_ optimizer: Optimizer, along gradients: [Float]) throws -> [Float] {
        let state = try OptimizerState(optimizer, slots: [ParameterSlot(path: "weight", range: 0..<1)])
        var parameter: Float = 1
        return gradients.map { gradient in
            var gradient = gradient
            state.step(&parameter, &gradient, rate: 0.1)
            return parameter
        }
    }

    private func assertClose(_ a: [Float], _ b: [Float], line: UInt = #line) {
        for (x, y) in zip(a, b) { XCTAssertEqual(x, y, accuracy: 3e-6, line: line) }
    }

    func testDescent() throws {
        assertClose(try path(optimizer("sgd", rate: 0.1), along: [1, -2]), [0.9, 1.1])
        assertClose(try path(optimizer("gd", ["decay": .float(0.5)]), along: [1]), [0.85])
        XCTAssertTrue(try optimizer("gd", rate: 0.1).takesAllRows)
    }

    func testMomentum() throws {
        assertClose(try path(optimizer("momentum", rate: 0.1), along: [1, 1]), [0.9, 0.71])
        assertClose(try path(optimizer("sgd", ["momentum": .float(0.9)]), along: [1, 1]), [0.9, 0.71])
        assertClose(
            try path(optimizer("momentum", ["nesterov": .bool(true)]), along: [1, 1]), [0.81, 0.539])
    }

    func testAdamStepsByTheRateWhateverTheScale() throws {
        assertClose(try path(optimizer("adam", rate: 0.1), along: [1e-3]), [0.9])
        assertClose(try path(optimizer("adam", rate: 0.1), along: [1e3]), [0.9])
        // Means (0.19, 0.001999) over corrections (0.19, 0.001999): both steps have length 0.1.
        assertClose(try path(optimizer("adam", rate: 0.1), along: [2, 2]), [0.9, 0.8])
    }

    func testAdamWShrinksApartFromTheGradient() throws {
        assertClose(try path(optimizer("adamw", ["decay": .float(0.5)]), along: [1]), [0.95 - 0.1])
    }

    func testClipBoundsTheNormOfAll() throws {
        let state = try OptimizerState(
            optimizer("sgd", ["clip": .float(1)]), slots: [ParameterSlot(path: "weight", range: 0..<2)])
        var parameters: [Float] = [0, 0]
        var gradients: [Float] = [3, 4]
        state.step(&parameters, &gradients, rate: 1)
        assertClose(parameters, [-0.6, -0.8])
    }

    func testWrongSettingsAreNamed() {
        XCTAssertThrowsError(try optimizer("adam", ["beta1": .float(1)])) {
            XCTAssertEqual(($0 as? Fault)?.message, "`adam` takes a number from 0 up to 1 for `beta1`")
        }
        XCTAssertThrowsError(try optimizer("adam", rate: -1)) {
            XCTAssertEqual(($0 as? Fault)?.message, "`adam` takes a number of at least 0.0 for `rate`")
        }
    }
}
