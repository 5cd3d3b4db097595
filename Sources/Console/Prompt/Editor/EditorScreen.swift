/// Draws the text that is being edited, from the row where its prompt began, and no more of it than has changed.
final class EditorScreen {
    private let stream: Stream
    /// What stands on the screen, with what is shown below the text.
    private var drawn: [EditorLayout.Row] = []
    private var cursor = (row: 0, column: 0)
    /// The columns of the terminal when it was drawn.
    private var width = 0

    init(_ stream: Stream) { self.stream = stream }

    /// Draws the layout, and of the rows below it as many as the window has room for.
    func draw(_ layout: EditorLayout, below: [EditorLayout.Row], height: Int, width: Int) {
        if width != self.width { followReflow(to: width) }
        let rows = layout.rows + below.prefix(max(0, height - layout.rows.count))
        let first = max(0, min(layout.cursor.row - height / 2, rows.count - height))
        replace(with: Array(rows.dropFirst(first).prefix(max(1, height))))
        place(row: layout.cursor.row - first, column: layout.cursor.column)
        stream.flush()
    }

    /// Moves below everything, where a cell's output begins.
    func finish() {
        place(row: max(0, drawn.count - 1), column: 0)
        stream.write("\r\n")
        stream.flush()
        forget()
    }

    /// Leaves nothing of what is drawn, where another program goes on writing.
    func erase() {
        place(row: 0, column: 0)
        stream.write("\u{1B}[J")
        stream.flush()
        forget()
    }

    /// An empty screen.
    func clear() {
        stream.write("\u{1B}[H\u{1B}[2J")
        forget()
    }

    /// Nothing is drawn yet.
    func forget() {
        drawn = []
        cursor = (0, 0)
    }

    private func replace(with rows: [EditorLayout.Row]) {
        let same = zip(rows, drawn).prefix { $0 == $1 }.count
        if same == rows.count && same == drawn.count { return }
        // Rows below what is drawn are reached by a line break, which makes room for them.
        let start = min(same, max(0, drawn.count - 1), rows.count - 1)
        place(row: start, column: 0)
        // Erased before it is written: after a full row terminals disagree on where they are.
        stream.write("\r\u{1B}[J" + rows[start...].map(\.text).joined(separator: "\r\n"))
        drawn = rows
        cursor = (rows.count - 1, 0)
    }

    private func place(row: Int, column: Int) {
        let distance = row - cursor.row
        if distance < 0 { stream.write("\u{1B}[\(-distance)A") }
        if distance > 0 { stream.write("\u{1B}[\(distance)B") }
        stream.write("\r" + (column > 0 ? "\u{1B}[\(column)C" : ""))
        cursor = (row, column)
    }

    /// A terminal that became narrower breaks the rows that no longer fit: the first one is further up then.
    private func followReflow(to width: Int) {
        defer { self.width = width }
        guard self.width > 0, width > 0, !drawn.isEmpty else { return }
        let above = drawn.prefix(cursor.row).reduce(0) { $0 + rowsTaken(by: $1.width, in: width) }
        cursor.row = above + cursor.column / width
        place(row: 0, column: 0)
        stream.write("\u{1B}[J")
        forget()
    }
}
