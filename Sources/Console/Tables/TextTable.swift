import Language

/// A table of text, before it is fitted to a width.
package struct TextTable: Sendable {
    package enum Alignment: Sendable {
        case left, right
        /// The decimal points of all cells stand under each other.
        case decimal
    }

    package struct Column: Sendable {
        package var title: String
        /// What stands under the title, a type or nothing.
        package var kind: String
        package var alignment: Alignment
        package var cells: [String]

        package init(_ title: String, kind: String = "", _ alignment: Alignment, _ cells: [String]) {
            self.title = title
            self.kind = kind
            self.alignment = alignment
            self.cells = cells
        }

        var isFilled: Bool { cells.contains { !$0.isEmpty } }
    }

    package var columns: [Column]
    /// Names of further columns, which are known not to fit.
    package var further: [String]
    /// The row before which rows have been left out, if any have.
    package var gap: Int?

    package init(_ columns: [Column], further: [String] = [], gap: Int? = nil) {
        self.columns = columns
        self.further = further
        self.gap = gap
    }
}

extension TextTable {
    static let indent = "  "
    static let separator = "  "
    /// How wide a cell may be, however wide the terminal is. The narrower ones are tried where more columns fit then.
    private static let widestCells = [40, 28, 20]
    static let missing = "·"
    /// How many lines the names of columns that do not fit may take.
    private static let nameLines = 3

    /// More columns than this never fit: each has a cell and what stands before it.
    static func mostColumns(in width: Int) -> Int { width / (separator.count + 1) + 1 }

    /// The lines of the table at a width. Columns that do not fit are left out and named below it.
    package func lines(width: Int, style: Style) -> [String] {
        let shown = fittingColumns(in: width)
        var lines = header(shown, style)
        let rows = shown.map(\.cells.count).max() ?? 0
        for row in 0..<rows {
            if row == gap { lines.append(style.dim(Self.indent + "⋮")) }
            lines.append(Self.row(shown.map { style.cell($0.cells[row]) }))
        }
        return lines + hiddenNames(columns.dropFirst(shown.count).map(\.title) + further, width: width, style)
    }

    /// As many columns as fit, their cells as wide as that allows.
    private func fittingColumns(in width: Int) -> ArraySlice<LaidOutColumn> {
        var best: ArraySlice<LaidOutColumn> = []
        for limit in Self.widestCells {
            let widest = max(6, min(limit, width - Self.indent.count))
            let laidOut = columns.prefix(Self.mostColumns(in: width)).map { LaidOutColumn($0, widest: widest) }
            let shown = Self.fitting(laidOut, in: width)
            if shown.count > best.count { best = shown }
            if best.count == columns.count { break }
        }
        return best
    }

    /// How wide a last column may be that is to stand beside others.
    static func room(in width: Int, beside columns: [Column]) -> Int {
        let widths = columns.map { column in
            (column.cells + [column.title]).reduce(0) { max($0, displayWidth($1)) } + separator.count
        }
        return width - indent.count - widths.reduce(0, +)
    }

    private func header(_ shown: ArraySlice<LaidOutColumn>, _ style: Style) -> [String] {
        var lines = [Self.row(shown.map { style.bold($0.title) })]
        if shown.contains(where: { !$0.kind.allSatisfy { $0 == " " } }) {
            lines.append(Self.row(shown.map { style.dim($0.kind) }))
        }
        return lines
    }

    private static func row(_ cells: [String]) -> String {
        var line = indent + cells.joined(separator: separator)
        while line.last == " " { line.removeLast() }
        return line
    }

    /// As many columns as fit, at least one.
    private static func fitting(_ columns: [LaidOutColumn], in width: Int) -> ArraySlice<LaidOutColumn> {
        var (used, count) = (indent.count, 0)
        for column in columns {
            used += column.width + (count == 0 ? 0 : separator.count)
            if used > width && count > 0 { break }
            count += 1
        }
        return columns.prefix(count)
    }

    private func hiddenNames(_ hidden: [String], width: Int, _ style: Style) -> [String] {
        guard !hidden.isEmpty else { return [] }
        return namesListed(
            hidden, after: "\(hidden.count) more \(hidden.count == 1 ? "column" : "columns"):",
            width: width - Self.indent.count, mostLines: Self.nameLines
        ).map { style.dim(Self.indent + $0) }
    }
}

/// A column whose title, kind and cells have all been cut or padded to one width.
private struct LaidOutColumn {
    let width: Int
    let title: String
    let kind: String
    let cells: [String]

    init(_ column: TextTable.Column, widest: Int) {
        let aligned = column.alignment == .decimal ? alignedAtPoints(column.cells) : column.cells
        let cut = aligned.map { truncated($0, to: widest) }
        let title = truncated(column.title, to: widest)
        let width = ([title, column.kind] + cut).map(displayWidth).max() ?? 0
        let toTheRight = column.alignment != .left
        self.width = width
        self.title = padded(title, to: width, right: toTheRight)
        kind = padded(column.kind, to: width, right: toTheRight)
        cells = cut.map { padded($0, to: width, right: toTheRight) }
    }
}

/// The cells, padded on the right so that their decimal points, or where these would stand, are under each other once
/// aligned to the right.
private func alignedAtPoints(_ cells: [String]) -> [String] {
    let tails = cells.map { cell in cell.firstIndex { $0 == "." || $0 == "e" }.map { cell[$0...].count } ?? 0 }
    let longest = tails.max() ?? 0
    return zip(cells, tails).map { cell, tail in
        cell == TextTable.missing ? cell : cell + String(repeating: " ", count: longest - tail)
    }
}
