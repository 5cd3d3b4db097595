/// When two numbers count as the same, wherever whole values are compared.
package enum NumberEquality: Sendable {
    case exact
    /// Finite numbers may differ by that much relative to the larger one, or to 1 if both are smaller.
    case within(Double)

    /// NaN equals nothing, and what is infinite only itself.
    package func holds(_ a: Double, _ b: Double) -> Bool {
        guard case .within(let tolerance) = self, a.isFinite, b.isFinite else { return a == b }
        return abs(a - b) <= tolerance * max(1, abs(a), abs(b))
    }

    /// Two values that are numbers; an int and a float are compared exactly unless they may differ.
    func holds(_ a: Value, _ b: Value) -> Bool {
        guard case .within = self, let x = a.number, let y = b.number else {
            return Comparison.numbers(.equal, Slot(a), Slot(b))
        }
        return holds(x, y)
    }
}
