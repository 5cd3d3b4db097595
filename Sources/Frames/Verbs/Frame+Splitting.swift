import Signatures
import Tensors

/// Random parts of a frame: the same key always gives the same parts.
extension Frame {
    /// Parts that hold these shares of the rows, and one more for the rest, each in random order.
    ///
    /// - Parameter stratify: a column whose groups are divided in the same shares, as far as whole rows allow.
    package func split(_ shares: [Double], stratify: String? = nil, key: RandomKey) throws -> [Frame] {
        guard !shares.isEmpty, shares.allSatisfy({ $0 > 0 && $0 < 1 }), shares.reduce(0, +) < 1 + 1e-9 else {
            throw Fault(
                .value,
                "`split` needs shares above 0 that add up to at most 1, not \(shares.map { "\($0)" }.joined(separator: ", "))"
            )
        }
        var strata = try shuffledStrata(stratify, key)
        var parts: [[Int]] = []
        var left = 1.0
        for share in shares {
            let sizes = apportioned(strata.map(\.count), share: min(1, share / left))
            parts.append(zip(strata, sizes).flatMap { $0.prefix($1) })
            strata = zip(strata, sizes).map { Array($0.dropFirst($1)) }
            left -= share
        }
        parts.append(strata.flatMap { $0 })
        return parts.enumerated().map { number, rows in
            take(rows.take(key.folding("part \(number)").permutation(rows.count)))
        }
    }

    /// `count` pairs of training and test rows; each row is in one test part.
    package func folds(
        _ count: Int, stratify: String? = nil, key: RandomKey
    ) throws -> [(train: Frame, test: Frame)] {
        guard count >= 2, count <= rowCount else {
            throw Fault(
                .value, "`folds` needs a number from 2 to the number of rows (\(rowCount)), not \(count)")
        }
        // Dealing like cards keeps both the folds and the strata in them equal to within one row.
        let dealt = try shuffledStrata(stratify, key).flatMap { $0 }
        var foldOfRow = Array(repeating: 0, count: rowCount)
        for (position, row) in dealt.enumerated() { foldOfRow[row] = position % count }
        return (0..<count).map { fold in
            let order = key.folding("fold \(fold)").permutation(rowCount)
            return (
                take(order.filter { foldOfRow[$0] != fold }), take(order.filter { foldOfRow[$0] == fold })
            )
        }
    }

    private func shuffledStrata(_ name: String?, _ key: RandomKey) throws -> [[Int]] {
        let order = key.folding("order").permutation(rowCount)
        guard let name else { return [order] }
        let groups = Grouping.of([try column(name)])
        var strata = Array(repeating: [Int](), count: groups.count)
        for row in order { strata[groups.ids[row]].append(row) }
        return strata
    }

    /// How many of each stratum to take so that the whole has its share: the whole part of each, then one more for
    /// those with the largest remainders (Hamilton's method).
    private func apportioned(_ counts: [Int], share: Double) -> [Int] {
        let exact = counts.map { Double($0) * share }
        var sizes = exact.map { Int(exactly: ($0 + 1e-9).rounded(.down)) ?? 0 }
        let total = Int(exactly: exact.reduce(0, +).rounded()) ?? 0
        let byRemainder = counts.indices.sorted {
            let (a, b) = (exact[$0] - Double(sizes[$0]), exact[$1] - Double(sizes[$1]))
            return a != b ? a > b : $0 < $1
        }
        for index in byRemainder.prefix(max(0, total - sizes.reduce(0, +))) where sizes[index] < counts[index] {
            sizes[index] += 1
        }
        return sizes
    }
}
