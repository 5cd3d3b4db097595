import Frames
import Glibc

/// Equally wide intervals with the number of values in each. An interval holds its lower edge, the last one both.
package struct Bins: Sendable {
    /// One more than there are of `counts`.
    package let edges: [Double]
    package let counts: [Int]

    /// - Parameters:
    ///   - values: finite numbers, at least one.
    ///   - count: how many bins between the least and the greatest; nil for as many as suit the data.
    ///   - areWhole: whether the values are whole numbers; if nobody says how many bins there should be, these then hold
    ///     equally many whole numbers each.
    package init(_ values: [Double], count: Int?, areWhole: Bool) {
        let domain = Self.range(of: values)
        if count == nil, areWhole, let edges = Self.wholeEdges(values, domain) {
            self.edges = edges
        } else {
            let number = count ?? Self.suitableCount(values, width: domain.upper - domain.lower)
            edges = (0...number).map { $0 == number ? domain.upper : domain.position(at: $0, of: number) }
        }
        counts = Self.counts(values, edges)
    }

    /// More bins than this are chosen for no data.
    private static let most = 100

    /// Half a unit on either side where all values are equal, as NumPy does.
    private static func range(of values: [Double]) -> Domain {
        let domain = Domain(covering: [values]) ?? Domain(0, 1)
        guard let first = values.first, values.allSatisfy({ $0 == first }) else { return domain }
        return first - 0.5 < first && first < first + 0.5 ? Domain(first - 0.5, first + 0.5) : domain
    }

    /// 2·IQR/∛n (Freedman and Diaconis 1981); where half of the values are equal, what Sturges (1926) gives.
    private static func suitableWidth(_ values: [Double], width: Double) -> Double {
        let quartiles = Reductions(values).quantiles([0.25, 0.75]).compactMap { $0 }
        let range = quartiles.count == 2 ? quartiles[1] - quartiles[0] : 0
        if range > 0 { return 2 * range / cbrt(Double(values.count)) }
        return width / (log2(Double(values.count)) + 1)
    }

    private static func suitableCount(_ values: [Double], width: Double) -> Int {
        let number = (width / suitableWidth(values, width: width)).rounded(.up)
        return Int(exactly: min(max(number, 1), Double(most))) ?? 1
    }

    /// Edges halfway between whole numbers; nil where the numbers are too large for halves.
    private static func wholeEdges(_ values: [Double], _ domain: Domain) -> [Double]? {
        guard let first = values.min(), let last = values.max(), max(first.magnitude, last.magnitude) < 1e15 else {
            return nil
        }
        let span = last - first + 1
        let wanted = suitableWidth(values, width: last - first).rounded(.up)
        let step = max(1, wanted.isFinite ? wanted : 1, (span / Double(most)).rounded(.up))
        guard let number = Int(exactly: (span / step).rounded(.up)) else { return nil }
        return (0...number).map { first - 0.5 + Double($0) * step }
    }

    private static func counts(_ values: [Double], _ edges: [Double]) -> [Int] {
        let last = edges.count - 2
        let domain = Domain(edges[0], edges[last + 1])
        var counts = Array(repeating: 0, count: last + 1)
        for value in values {
            let place = domain.fraction(of: value) * Double(last + 1)
            var bin = min(max(Int(exactly: place.rounded(.down)) ?? 0, 0), last)
            // Rounding may have put a value on the wrong side of an edge.
            if value < edges[bin], bin > 0 { bin -= 1 } else if bin < last, value >= edges[bin + 1] { bin += 1 }
            counts[bin] += 1
        }
        return counts
    }
}

extension Domain {
    /// The k-th of `count` equal steps, with the roundings of NumPy's `linspace`.
    fileprivate func position(at k: Int, of count: Int) -> Double {
        let step = (upper - lower) / Double(count)
        return step.isFinite ? lower + Double(k) * step : position(at: Double(k) / Double(count))
    }
}
