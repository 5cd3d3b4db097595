import Signatures

/// Statistics of the numbers of one group, without missing cells. NaN is a number here, and spreads.
package struct Reductions {
    /// May be reordered.
    var numbers: [Double]

    package init(_ numbers: [Double]) { self.numbers = numbers }

    /// Summed with a running compensation (Neumaier 1974), so that long columns lose no digits.
    package var sum: Double {
        var (total, lost) = (0.0, 0.0)
        for number in numbers {
            let next = total + number
            lost += total.magnitude >= number.magnitude ? (total - next) + number : (number - next) + total
            total = next
        }
        return total.isFinite ? total + lost : total
    }

    package var mean: Double? { numbers.isEmpty ? nil : sum / Double(numbers.count) }

    /// The sum of squared deviations over n − 1, in a second pass over the deviations; nil of fewer than two.
    package var variance: Double? {
        guard numbers.count > 1, let mean else { return nil }
        let deviations = Reductions(numbers.map { $0 - mean })
        let squares = Reductions(deviations.numbers.map { $0 * $0 }).sum
        // What rounding left in the mean is taken out again (Chan, Golub, LeVeque 1983).
        let drift = deviations.sum
        return max(0, squares - drift * drift / Double(numbers.count)) / Double(numbers.count - 1)
    }

    package var standardDeviation: Double? { variance.map { $0.squareRoot() } }

    package func least(_ wins: (Double, Double) -> Bool) -> Double? {
        guard var best = numbers.first else { return nil }
        for number in numbers {
            if number.isNaN { return .nan }
            if wins(number, best) { best = number }
        }
        return best
    }

    package var min: Double? { least(<) }
    package var max: Double? { least(>) }

    /// Interpolated between the two nearest ranks (Hyndman and Fan 1996, type 7).
    package func quantile(_ share: Double) -> Double? { quantiles([share])[0] }

    package func quantiles(_ shares: [Double]) -> [Double?] {
        guard !numbers.isEmpty else { return shares.map { _ in nil } }
        if numbers.contains(where: \.isNaN) { return shares.map { _ in .nan } }
        let sorted = numbers.sorted()
        return shares.map { share in
            let position = share * Double(sorted.count - 1)
            let below = Swift.min(sorted.count - 1, Swift.max(0, Int(exactly: position.rounded(.down)) ?? 0))
            let above = Swift.min(sorted.count - 1, below + 1)
            let weight = position - Double(below)
            return weight == 0 ? sorted[below] : sorted[below] + (sorted[above] - sorted[below]) * weight
        }
    }

    package var median: Double? { quantile(0.5) }

    private func max(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : Swift.max(a, b) }
}
