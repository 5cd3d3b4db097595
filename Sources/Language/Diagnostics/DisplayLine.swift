/// One line of source as it is shown: tabs spread, invisible characters made visible, and, if it is too long,
/// only the part around what matters.
struct DisplayLine {
    private struct Cell {
        var text: String
        var width: Int
        /// Where its bytes begin within the line.
        var offset: Int
    }

    private var cells: [Cell] = []
    /// The columns that are shown.
    private var window: Range<Int>
    private let columns: Int

    private static let tabWidth = 4
    private static let clipMark = "…"

    init(_ text: String) {
        var offset = 0
        var column = 0
        for character in text {
            let (shown, width) = DisplayLine.shown(character, at: column)
            cells.append(Cell(text: shown, width: width, offset: offset))
            offset += character.utf8.count
            column += width
        }
        columns = column
        window = 0..<column
    }

    private static func shown(_ character: Character, at column: Int) -> (String, Int) {
        if character == "\t" {
            let width = tabWidth - column % tabWidth
            return (String(repeating: " ", count: width), width)
        }
        let width = displayWidth(character)
        // What would move the cursor or show nothing is shown as a replacement character.
        if width == 0, character.unicodeScalars.first?.properties.generalCategory != .nonspacingMark {
            return ("\u{FFFD}", 1)
        }
        return (String(character), width)
    }

    /// The columns of a range of bytes; at least one wide. What lies outside the window is at its edge.
    func columns(of bytes: Range<Int>) -> Range<Int> {
        let all = fullColumns(of: bytes)
        let mark = window.lowerBound > 0 ? 1 : 0
        let shift = window.lowerBound - mark
        let start = min(max(all.lowerBound, shift), window.upperBound) - shift
        return start..<max(min(all.upperBound, window.upperBound) - shift, start + 1)
    }

    private func fullColumns(of bytes: Range<Int>) -> Range<Int> {
        let first = column(of: bytes.lowerBound)
        return first..<max(column(of: bytes.upperBound), first + 1)
    }

    /// The column of the character that begins at a byte offset, or of the next one.
    private func column(of offset: Int) -> Int {
        var column = 0
        for cell in cells {
            if cell.offset >= offset { break }
            column += cell.width
        }
        return column
    }

    /// Keeps at most `width` columns: those that hold all the given bytes if they fit, else those around the first.
    mutating func clip(to width: Int, around marks: [Range<Int>]) {
        guard columns > width else { return }
        let inner = max(8, width - 2)
        let focus = focus(marks, fitting: inner)
        let margin = max(0, inner - focus.count) / 2
        let start = max(0, min(focus.lowerBound - min(margin, inner / 3), columns - inner))
        window = start..<min(columns, start + inner)
    }

    private func focus(_ marks: [Range<Int>], fitting width: Int) -> Range<Int> {
        let all = marks.map(fullColumns)
        guard let first = all.first else { return 0..<0 }
        let whole = all.reduce(first) {
            min($0.lowerBound, $1.lowerBound)..<max($0.upperBound, $1.upperBound)
        }
        return whole.count <= width ? whole : first
    }

    /// The text in the window, with marks where something was left away.
    var text: String {
        var result = window.lowerBound > 0 ? DisplayLine.clipMark : ""
        var column = 0
        for cell in cells {
            if column >= window.lowerBound, column + cell.width <= window.upperBound { result += cell.text }
            column += cell.width
        }
        return window.upperBound < columns ? result + DisplayLine.clipMark : result
    }
}
