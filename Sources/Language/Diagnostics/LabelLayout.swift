/// The part of a label that stands on one line.
struct LinePiece {
    var columns: Range<Int>
    var text: String
    var style: Style
}

/// The rows below a line of source: one with all underlines, and the texts so that none covers another.
///
/// The text of the rightmost label stands behind its underline; the others hang below theirs, from right to left.
struct LabelLayout {
    private let pieces: [LinePiece]
    private let width: Int
    private(set) var rows: [StyledRow] = []

    /// The narrowest column that a text is wrapped to.
    private static let leastTextWidth = 20

    init(_ pieces: [LinePiece], width: Int) {
        self.pieces = pieces.sorted {
            ($0.columns.lowerBound, $1.columns.count) < ($1.columns.lowerBound, $0.columns.count)
        }
        self.width = width
        var hanging = self.pieces.filter { !$0.text.isEmpty }
        var underlines = underlineRow()
        if let last = hanging.last, fitsBehind(last) {
            underlines.put(last.text, at: last.columns.upperBound + 1, last.style)
            hanging.removeLast()
        }
        rows = [underlines]
        if !hanging.isEmpty { rows.append(connectors(hanging)) }
        while let piece = hanging.popLast() { hang(piece, beside: hanging) }
    }

    /// Longer underlines first, so that shorter ones within them stay visible.
    private func underlineRow() -> StyledRow {
        var row = StyledRow()
        for piece in pieces.sorted(by: { $0.columns.count > $1.columns.count }) {
            row.put(
                String(repeating: "─", count: piece.columns.count), at: piece.columns.lowerBound, piece.style)
        }
        return row
    }

    /// Whether the text has room behind its underline, with no other underline there.
    private func fitsBehind(_ piece: LinePiece) -> Bool {
        let isLast = pieces.allSatisfy { $0.columns.upperBound <= piece.columns.upperBound }
        return isLast && piece.columns.upperBound + 1 + displayWidth(piece.text) <= width
    }

    private func connectors(_ hanging: [LinePiece]) -> StyledRow {
        var row = StyledRow()
        for piece in hanging { row.put("│", at: piece.columns.lowerBound, piece.style) }
        return row
    }

    private mutating func hang(_ piece: LinePiece, beside others: [LinePiece]) {
        let start = piece.columns.lowerBound
        let left = others.filter { $0.columns.lowerBound < start }
        for line in wrapped(piece.text, width: max(LabelLayout.leastTextWidth, width - start)) {
            var row = connectors(left)
            row.put(line, at: start, piece.style)
            rows.append(row)
        }
    }
}
