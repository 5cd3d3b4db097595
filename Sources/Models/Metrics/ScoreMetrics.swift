import Glibc
import Signatures

/// Metrics of probabilities rather than labels.
package enum ScoreMetrics {
    /// The chance that a row of the class has a higher score than a row of another, ties counting half: the area
    /// under the receiver operating characteristic, by ranks (Hanley and McNeil, Radiology 1982).
    ///
    /// NaN if there are no rows of the class, or none of another.
    package static func auc(scores: [Double], isPositive: [Bool]) -> Double {
        let positives = Double(isPositive.reduce(0) { $0 + ($1 ? 1 : 0) })
        let negatives = Double(isPositive.count) - positives
        guard positives > 0, negatives > 0, !scores.contains(where: \.isNaN) else { return .nan }
        let ranks = averageRanks(scores)
        let sum = zip(ranks, isPositive).reduce(0) { $0 + ($1.1 ? $1.0 : 0) }
        return (sum - positives * (positives + 1) / 2) / (positives * negatives)
    }

    /// The mean over classes of each against the rest; classes without rows take no part.
    package static func aucOneVersusRest(_ probabilities: [[Double]], actual: [Int]) -> Double {
        let areas = probabilities.indices.map { index in
            auc(scores: probabilities[index], isPositive: actual.map { $0 == index })
        }
        return mean(of: areas.filter { !$0.isNaN })
    }

    /// Ranks from 1; equal scores share the mean of theirs.
    private static func averageRanks(_ scores: [Double]) -> [Double] {
        let order = scores.indices.sorted { scores[$0] < scores[$1] }
        var ranks = Array(repeating: 0.0, count: scores.count)
        var start = 0
        while start < order.count {
            var end = start + 1
            while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
            for place in start..<end { ranks[order[place]] = Double(start + 1 + end) / 2 }
            start = end
        }
        return ranks
    }

    /// The mean of −log of the probability that the true class was given; probabilities are kept off 0 by the
    /// spacing of doubles at 1.
    ///
    /// - Parameter probabilities: a list a class, with a number a row.
    package static func logLoss(_ probabilities: [[Double]], actual: [Int]) -> Double {
        let least = Double.ulpOfOne
        return mean(
            of: actual.enumerated().map { row, label in
                let given = probabilities[label][row]
                return given.isNaN ? .nan : -log(min(max(given, least), 1 - least))
            })
    }
}
