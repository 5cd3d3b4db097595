import Glibc

/// The least value of a smooth convex function, by L-BFGS (Nocedal and Wright, Numerical Optimization, 2nd edition,
/// algorithms 7.4 and 7.5) with a backtracking line search.
struct Minimizer {
    /// A function's value and gradient at a point.
    typealias Objective = ([Double]) throws -> (value: Double, gradient: [Double])

    /// How many past steps stand for the curvature.
    let memory = 20
    let iterations: Int
    /// Done once no component of the gradient is larger than this.
    let tolerance: Double

    struct Outcome {
        var point: [Double]
        var converged: Bool
    }

    func minimize(from start: [Double], _ objective: Objective) throws -> Outcome {
        var point = start
        var (value, gradient) = try objective(point)
        var history = CurvatureHistory(limit: memory)
        for _ in 0..<iterations where largest(gradient) > tolerance {
            let direction = history.descent(from: gradient)
            let here = Place(point: point, value: value, gradient: gradient)
            guard let next = try step(from: here, along: direction, objective) else { break }
            history.append(step: difference(next.point, point), change: difference(next.gradient, gradient))
            (point, value, gradient) = (next.point, next.value, next.gradient)
        }
        // Where rounding hides any further descent, the place is as good as can be had.
        return Outcome(point: point, converged: largest(gradient) <= max(tolerance, 1e-6 * (1 + abs(value))))
    }

    private struct Place {
        var point: [Double]
        var value: Double
        var gradient: [Double]
    }

    /// The first place along the line, halving from a full step, that descends enough (Armijo's condition); nil if
    /// none does. Where the descent is lost in rounding, a smaller gradient counts as descent.
    private func step(from here: Place, along direction: [Double], _ objective: Objective) throws -> Place? {
        let slope = dot(direction, here.gradient)
        guard slope < 0 else { return nil }
        var length = 1.0
        for _ in 0..<50 {
            let point = zip(here.point, direction).map { $0 + length * $1 }
            let (value, gradient) = try objective(point)
            let next = Place(point: point, value: value, gradient: gradient)
            if value <= here.value + 1e-4 * length * slope || isLevelAndFlatter(next, here) { return next }
            length /= 2
        }
        return nil
    }

    private func isLevelAndFlatter(_ next: Place, _ here: Place) -> Bool {
        next.value <= here.value + 4 * here.value.ulp && largest(next.gradient) < largest(here.gradient)
    }

    private func largest(_ values: [Double]) -> Double { values.reduce(0) { max($0, abs($1)) } }
}

/// Past steps and how they changed the gradient: what L-BFGS knows of the curvature.
private struct CurvatureHistory {
    let limit: Int
    var pairs: [(step: [Double], change: [Double], product: Double)] = []

    mutating func append(step: [Double], change: [Double]) {
        let product = dot(step, change)
        // Without positive curvature along the step, the pair would spoil the direction.
        guard product > 1e-14 * dot(change, change) else { return }
        pairs.append((step, change, product))
        if pairs.count > limit { pairs.removeFirst() }
    }

    /// Where to go: the gradient's opposite through the inverse curvature (the two-loop recursion).
    func descent(from gradient: [Double]) -> [Double] {
        var direction = gradient.map { -$0 }
        var weights: [Double] = []
        for pair in pairs.reversed() {
            let weight = dot(pair.step, direction) / pair.product
            add(-weight, pair.change, to: &direction)
            weights.append(weight)
        }
        if let last = pairs.last {
            let scale = last.product / dot(last.change, last.change)
            for index in direction.indices { direction[index] *= scale }
        }
        for (pair, weight) in zip(pairs, weights.reversed()) {
            add(weight - dot(pair.change, direction) / pair.product, pair.step, to: &direction)
        }
        return direction
    }
}

func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for (x, y) in zip(a, b) { sum += x * y }
    return sum
}

private func difference(_ a: [Double], _ b: [Double]) -> [Double] { zip(a, b).map { $0 - $1 } }

private func add(_ factor: Double, _ values: [Double], to sum: inout [Double]) {
    for index in sum.indices { sum[index] += factor * values[index] }
}
