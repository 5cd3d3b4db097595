import Frames

/// The mean; NaN of nothing.
func mean(of values: [Double]) -> Double { Reductions(values).mean ?? .nan }

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
