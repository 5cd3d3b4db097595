/// Integers in whose order the cells of a column stand: missing ones last and NaN just before them, both ways.
enum SortKeys {
    static let missing = UInt64.max
    static let nan = UInt64.max - 1
    /// The greatest key of a cell that is neither.
    static let last = UInt64.max - 2
}

extension Column {
    func sortKeys(descending: Bool) -> [UInt64] {
        var keys = ascendingKeys
        if descending {
            for row in keys.indices where keys[row] <= SortKeys.last { keys[row] = SortKeys.last - keys[row] }
        }
        if validity != nil {
            for row in keys.indices where isMissing(at: row) { keys[row] = SortKeys.missing }
        }
        return keys
    }

    private var ascendingKeys: [UInt64] {
        switch values {
        case .float(let values): values.map(\.sortKey)
        case .int(let values), .date(let values), .datetime(let values): values.map(\.sortKey)
        case .bool(let values): values.map { $0 ? 1 : 0 }
        case .string, .category: ranksOfText
        }
    }

    /// Distinct texts are sorted once; a category's by its text, too.
    private var ranksOfText: [UInt64] {
        let codes = factorized()
        let distinct = texts.take(codes.firstRows)
        var ranks = Array(repeating: UInt64(0), count: codes.count)
        for (rank, code) in distinct.sortedPositions.enumerated() { ranks[code] = UInt64(rank) }
        return codes.codes.map { ranks[$0] }
    }
}

extension TextArena {
    /// The positions of the cells in order of their bytes.
    var sortedPositions: [Int] {
        bytes.withUnsafeBufferPointer { bytes in
            (0..<count).sorted {
                compareBytes(
                    UnsafeBufferPointer(rebasing: bytes[offsets[$0]..<offsets[$0 + 1]]),
                    UnsafeBufferPointer(rebasing: bytes[offsets[$1]..<offsets[$1 + 1]])) < 0
            }
        }
    }
}

extension Double {
    /// The bits turned so that unsigned order is numeric order; −0 and 0 share one.
    var sortKey: UInt64 {
        if isNaN { return SortKeys.nan }
        let bits = self == 0 ? 0 : bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }
}

extension Int {
    /// The two greatest integers share the key of the third: NaN and missing need theirs.
    var sortKey: UInt64 { Swift.min(UInt64(bitPattern: Int64(self)) ^ 1 << 63, SortKeys.last) }
}

/// Row numbers in the order of several keys, the first counting most; rows that are equal in all keep their order.
func sortedRows(_ keys: [[UInt64]], count: Int) -> [Int] {
    keys.reversed().reduce(Array(0..<count)) { order, key in
        var items = order.enumerated().map { (key: key[$1], position: $0, row: $1) }
        items.sort { $0.key != $1.key ? $0.key < $1.key : $0.position < $1.position }
        return items.map(\.row)
    }
}
