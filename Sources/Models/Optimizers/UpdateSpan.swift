import Graphs

/// A part of the flat buffers that an optimizer updates in one way.
struct UpdateSpan {
    private(set) var range: Range<Int>
    /// The share by which its parameters shrink.
    let decay: Double
    /// Of a table: the rows that are updated, the others staying as they are.
    let usedRows: UsedRows?

    /// Neighbouring parameters with one share as one span, so that a step is as few calls as may be.
    ///
    /// - Parameter slots: in order and without gaps.
    static func spans(of slots: [ParameterSlot], for optimizer: Optimizer) throws -> [UpdateSpan] {
        let shares = try optimizer.decay.shares(of: slots.map(\.path))
        return zip(slots, shares).reduce(into: []) { spans, next in
            let (slot, share) = next
            let use = optimizer.skipsUnusedRows(decay: share) ? slot.usedRows : nil
            if use == nil, let last = spans.last, last.decay == share, last.usedRows == nil {
                spans[spans.count - 1].range = last.range.lowerBound..<slot.range.upperBound
            } else {
                spans.append(UpdateSpan(range: slot.range, decay: share, usedRows: use))
            }
        }
    }

    /// Calls `body` for each piece that is to be updated, as its first element and its count.
    func forEachPiece(_ body: (_ start: Int, _ count: Int) -> Void) {
        guard let usedRows, let rows = usedRows.rows else { return body(range.lowerBound, range.count) }
        for row in rows { body(range.lowerBound + row * usedRows.width, usedRows.width) }
    }
}
