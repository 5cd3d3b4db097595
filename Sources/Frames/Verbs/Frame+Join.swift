import Signatures

package enum JoinKind: String, Sendable, CaseIterable {
    /// Pairs of rows whose keys are equal.
    case inner
    /// Also the rows of the first frame without a partner.
    case left
    /// Also the rows of the second frame without a partner; in the order of the second.
    case right
    /// Also the rows of either without a partner.
    case outer
    /// The rows of the first frame with a partner, each once.
    case semi
    /// The rows of the first frame without a partner.
    case anti
}

extension Frame {
    /// Rows of two frames put side by side where their keys are equal; a missing key equals nothing.
    ///
    /// The result has the key columns under the first frame's names, then its other columns, then those of the second;
    /// a name that both have gets `suffix` in the second.
    /// - Parameter keys: pairs of a column of this frame and one of `other`.
    package func join(
        _ other: Frame, on keys: [(left: String, right: String)], _ kind: JoinKind = .inner,
        suffix: String = "_right"
    ) throws -> Frame {
        guard !keys.isEmpty else { throw Fault(.argument, "`join` needs at least one column to join on") }
        let matches = try JoinMatches(self, other, keys)
        switch kind {
        case .semi: return take((0..<rowCount).filter { matches.hasPartner(left: $0) })
        case .anti: return take((0..<rowCount).filter { !matches.hasPartner(left: $0) })
        default: break
        }
        let pairs = try matches.pairs(kind, columns: columnCount + other.columnCount)
        return try paired(other, keys, pairs, suffix)
    }

    private func paired(
        _ other: Frame, _ keys: [(left: String, right: String)], _ pairs: JoinMatches.Pairs, _ suffix: String
    ) throws -> Frame {
        let keyOfLeft = Dictionary(keys.map { ($0.left, $0.right) }, uniquingKeysWith: { first, _ in first })
        var result: [(String, Column)] = try named.map { name, column in
            let own = column.takeOrMissing(pairs.left)
            guard let partner = keyOfLeft[name], pairs.left.contains(-1) else { return (name, own) }
            return (name, try own.filled(from: other.column(partner).takeOrMissing(pairs.right), named: name))
        }
        let rightKeys = Set(keys.map(\.right))
        var taken = Set(names)
        for (name, column) in other.named where !rightKeys.contains(name) {
            let unique = taken.contains(name) ? name + suffix : name
            guard taken.insert(unique).inserted else {
                throw Fault(
                    .column, "`join` would make two columns `\(unique)`", help: "give another `suffix`")
            }
            result.append((unique, column.takeOrMissing(pairs.right)))
        }
        return try Frame(result, rowCount: pairs.left.count)
    }
}

extension Column {
    /// The same cells, those missing taken from `other`.
    func filled(from other: Column, named name: String) throws -> Column {
        let type = ColumnType.unified(self.type, other.type) ?? self.type
        let sources = [try cast(to: type, named: name), try other.cast(to: type, named: name)]
        return Column.choosing(from: sources, of: type, count: count) { isMissing(at: $0) ? 1 : 0 }
    }
}
