/// A range of positions: finite, and `lower` less than `upper`.
package struct Domain: Hashable, Sendable {
    package let lower: Double
    package let upper: Double

    /// From the least to the greatest of the numbers, widened where they are all equal; the two may be given in any
    /// order, and must be finite.
    package init(_ a: Double, _ b: Double) {
        let (least, greatest) = (min(a, b), max(a, b))
        guard least == greatest else {
            (lower, upper) = (least, greatest)
            return
        }
        let margin = least == 0 ? 1 : max(least.magnitude / 10, .leastNormalMagnitude)
        let limit = Double.greatestFiniteMagnitude
        (lower, upper) = (max(-limit, least - margin), min(limit, least + margin))
    }

    /// What the finite ones among the numbers extend over; nil where there are none.
    package init?(covering values: some Sequence<[Double]>) {
        var (least, greatest) = (Double.infinity, -Double.infinity)
        for part in values {
            for value in part where value.isFinite {
                if value < least { least = value }
                if value > greatest { greatest = value }
            }
        }
        guard least <= greatest else { return nil }
        self.init(least, greatest)
    }

    /// How far from `lower` to `upper` a position lies, from 0 to 1. The width may be beyond the range of numbers.
    package func fraction(of position: Double) -> Double {
        let width = upper - lower
        return width.isFinite
            ? (position - lower) / width : (position / 4 - lower / 4) / (upper / 4 - lower / 4)
    }

    /// The position at a share of the way from `lower` to `upper`.
    package func position(at fraction: Double) -> Double {
        let width = upper - lower
        return width.isFinite ? lower + width * fraction : lower * (1 - fraction) + upper * fraction
    }

    /// With a margin on either side, as a share of the width.
    package func padded(lower below: Double, upper above: Double) -> Domain {
        let limit = Double.greatestFiniteMagnitude
        return Domain(max(-limit, position(at: -below)), min(limit, position(at: 1 + above)))
    }

    package func including(_ position: Double) -> Domain { Domain(min(lower, position), max(upper, position)) }
}
