/// Those of `names` that `word` may have been meant for, nearest first, at most `limit`.
///
/// Nearness is the optimal string alignment distance (Damerau 1964), without regard to case; a name counts as
/// near if it differs in at most a third of its letters.
package func nearest(to word: String, in names: some Sequence<String>, limit: Int = 3) -> [String] {
    let target = Array(word.lowercased().unicodeScalars)
    guard !target.isEmpty, target.count <= 64 else { return [] }
    var found: [(name: String, distance: Int)] = []
    for name in names {
        let candidate = Array(name.lowercased().unicodeScalars)
        let bound = max(1, max(target.count, candidate.count) / 3)
        guard abs(candidate.count - target.count) <= bound else { continue }
        let distance = alignmentDistance(target, candidate)
        // Names of a letter or two may share none.
        if distance <= bound, distance < max(target.count, candidate.count) { found.append((name, distance)) }
    }
    found.sort { ($0.distance, $0.name) < ($1.distance, $1.name) }
    return found.prefix(limit).map(\.name)
}

/// The least number of insertions, removals, changes and swaps of neighbours that turn `a` into `b`.
private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
        var row = [i + 1]
        for j in b.indices {
            let change = last[j] + (a[i] == b[j] ? 0 : 1)
            var best = min(change, last[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, beforeLast[j - 1] + 1) }
            row.append(best)
        }
        (beforeLast, last) = (last, row)
    }
    return last[b.count]
}
