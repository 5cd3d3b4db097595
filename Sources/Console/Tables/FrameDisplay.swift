import Frames
import Language
import Library
import Signatures

/// A frame as a table: its size, names with types under them, first and last rows.
struct FrameDisplay {
    private let frame: Frame
    /// Frames of more rows are shown by their first and last.
    private static let wholeUpTo = 20
    private static let firstRows = 6
    private static let lastRows = 3

    init(_ frame: Frame) { self.frame = frame }

    func lines(width: Int, style: Style) -> [String] {
        wrapped(visible(sizeText), width: width).map(style.dim) + tableLines(width: width, style: style, names: true)
    }

    func tableLines(width: Int, style: Style, names: Bool) -> [String] {
        guard frame.columnCount > 0 else { return [] }
        let rows = shownRows
        let gap = rows.count < frame.rowCount ? Self.firstRows : nil
        let shown = frame.columns.prefix(TextTable.mostColumns(in: width)).map { $0.take(rows) }
        let shared = sharedStyle(shown)
        let columns = zip(frame.names, shown).map {
            ColumnDisplay($1, shares: shared).column(titled: names ? $0 : "")
        }
        let table = TextTable(columns, further: Array(frame.names.dropFirst(columns.count)), gap: gap)
        let lines = table.lines(width: width, style: style)
        return names ? lines : Array(lines.dropFirst(2))
    }

    /// Shares, such as probabilities of classes, are written alike, so that small ones can be seen beside large ones.
    private func sharedStyle(_ columns: [Column]) -> DecimalStyle? {
        guard columns.count > 1, columns.allSatisfy({ $0.type == .float }) else { return nil }
        let numbers = columns.flatMap { $0.cells.compactMap(\.double) }
        return numbers.allSatisfy { 0...1 ~= $0 } ? DecimalStyle(for: numbers) : nil
    }

    private var sizeText: String {
        let groups = frame.groupKeys.isEmpty ? "" : ", grouped by " + frame.groupKeys.joined(separator: ", ")
        return "\(counted(frame.rowCount, "row")) × \(counted(frame.columnCount, "column"))\(groups)"
    }

    private var shownRows: [Int] {
        guard frame.rowCount > Self.wholeUpTo else { return Array(0..<frame.rowCount) }
        return Array(0..<Self.firstRows) + Array((frame.rowCount - Self.lastRows)..<frame.rowCount)
    }
}

/// The cells of a column as text.
struct ColumnDisplay {
    private let column: Column
    private let style: DecimalStyle
    /// Whether numbers are shares of a whole.
    private let areShares: Bool
    /// Longer text is cut before it is looked at closely: a cell may hold a whole book.
    private static let longestText = 200

    /// - Parameter shares: how shares of a whole are written; nil for the style that suits the column's numbers.
    init(_ column: Column, shares: DecimalStyle? = nil) {
        self.column = column
        areShares = shares != nil
        self.style =
            shares ?? DecimalStyle(for: column.type == .float ? column.cells.compactMap(\.double) : [])
    }

    func column(titled title: String) -> TextTable.Column {
        TextTable.Column(title, kind: column.type.rawValue, alignment, cells)
    }

    private var alignment: TextTable.Alignment {
        switch column.type {
        case .float: .decimal
        case .int: .right
        default: .left
        }
    }

    private var cells: [String] {
        column.cells.map { cell in
            switch cell {
            case .missing: TextTable.missing
            case .float(let number): areShares ? style.rounded(number) : style.text(number)
            default: String(cell.text.prefix(Self.longestText))
            }
        }
    }
}
