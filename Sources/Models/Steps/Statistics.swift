import Frames

/// The mean, by pairwise halves so that rounding grows with the logarithm of the count (Higham 1993).
func mean(of values: [Double]) -> Double {
    values.isEmpty ? .nan : pairwiseSum(values[...]) / Double(values.count)
}

func pairwiseSum(_ values: ArraySlice<Double>) -> Double {
    guard values.count > 128 else { return values.reduce(0, +) }
    let middle = values.startIndex + values.count / 2
    return pairwiseSum(values[..<middle]) + pairwiseSum(values[middle...])
}

/// The square root of the mean squared distance from `center`: divides by n.
func deviation(of values: [Double], around center: Double) -> Double {
    mean(of: values.map { ($0 - center) * ($0 - center) }).squareRoot()
}

/// The middle value, or the mean of the two in the middle; NaN if any value is.
func median(of values: [Double]) -> Double {
    guard !values.isEmpty, !values.contains(where: \.isNaN) else { return .nan }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2
}

extension Column {
    /// The commonest cell, the least of them if several are; nil if all are missing.
    var mostFrequent: Cell? {
        var counts: [Cell: Int] = [:]
        for row in 0..<count where !isMissing(at: row) { counts[cell(at: row), default: 0] += 1 }
        guard let highest = counts.values.max() else { return nil }
        return counts.filter { $0.value == highest }.keys.min { $0.precedes($1) }
    }
}

extension Cell {
    /// The order in which cells of one type sort: numbers by size, text by its code points, false before true.
    func precedes(_ other: Cell) -> Bool {
        switch (self, other) {
        case (.string(let a), .string(let b)): a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
        case (.date(let a), .date(let b)), (.datetime(let a), .datetime(let b)), (.int(let a), .int(let b)):
            a < b
        default: (double ?? .infinity) < (other.double ?? .infinity)
        }
    }
}

/// The parts that are not empty, with commas between them.
func listing(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: ", ") }
