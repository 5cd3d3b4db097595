import CReadline
import Glibc
import Language
import Library

/// Cells typed on a terminal, edited by readline as one text of several lines.
///
/// readline has the keys, the undoing and the search; what a cell is, how it is drawn and what was typed before is
/// decided here.
final class LineEditor: CellReader {
    let history: History
    /// What may stand at the cursor; even what seldom fits, if it is told so.
    let completions: (CellBuffer, _ all: Bool) -> Completions
    /// The cell as the last error says it should be; nil if that is not known.
    let corrected: () -> String?

    private let screen: EditorScreen
    let style: Style
    private var number = 0
    /// What stands in the editor before anything is typed.
    private var initialText = ""
    /// Rows below the text, for as long as it, the cursor and the window stay as they were.
    private var remark: (rows: [EditorLayout.Row], text: String, point: Int, width: Int)?
    var browsing: HistoryBrowsing?

    /// The editor that readline calls: it has one text at a time, and gives its functions no context.
    nonisolated(unsafe) private(set) static weak var active: LineEditor?

    init(
        _ terminal: Terminal, history: History,
        completions: @escaping (CellBuffer, _ all: Bool) -> Completions, corrected: @escaping () -> String?
    ) {
        self.history = history
        self.completions = completions
        self.corrected = corrected
        style = terminal.style
        screen = EditorScreen(Stream(terminal.stream, capacity: 1 << 16))
        LineEditor.active = self
        tr_initialize(
            "tenon", terminal.stream.rawValue, { LineEditor.active?.draw($0) },
            {
                LineEditor.active?.begin()
                return 0
            })
        for key in EditorKey.all {
            for sequence in key.sequences { tr_bind(sequence, key.command) }
        }
    }

    func read(_ number: Int, text: String) -> CellInput {
        self.number = number
        initialText = text
        browsing = nil
        screen.forget()
        let read = tr_read()
        defer { free(read) }
        leave(isDropped: tr_ending() == SIGINT)
        switch tr_ending() {
        case 0: return read.map { .text(String(cString: $0)) } ?? .end(status: 0)
        case SIGINT: return .interrupted
        case let signal where signal > 0: return .end(status: 128 + signal)
        default: return .end(status: 0)
        }
    }

    /// Draws what was typed for the last time, without what stood below it.
    private func leave(isDropped: Bool) {
        remark = nil
        let text = String(cString: tr_text())
        draw(CellBuffer(isDropped && !text.isEmpty ? text + "^C" : text, point: .max), isOpen: false)
        screen.finish()
    }

    private func begin() {
        if !initialText.isEmpty { tr_replace(0, 0, initialText) }
    }

    // MARK: The text

    var buffer: CellBuffer { CellBuffer(String(cString: tr_text()), point: Int(tr_point())) }

    func move(to place: Int) { tr_move(Int32(clamping: place)) }

    func replace(_ range: Range<Int>, with text: String) {
        tr_replace(Int32(clamping: range.lowerBound), Int32(clamping: range.upperBound), text)
    }

    func replaceAll(with text: String) { replace(0..<Int(tr_length()), with: text) }

    func insert(_ text: String) {
        let point = buffer.point
        replace(point..<point, with: text)
    }

    func kill(_ range: Range<Int>) {
        tr_kill(Int32(clamping: range.lowerBound), Int32(clamping: range.upperBound))
    }

    // MARK: The screen

    private func draw(_ drawing: tr_drawing) {
        switch drawing {
        case tr_erase: return screen.erase()
        case tr_draw_anew: screen.forget()
        default: break
        }
        draw(buffer)
    }

    private func draw(_ buffer: CellBuffer, isOpen: Bool = true) {
        let (rows, columns) = size
        let prompt = shownPrompt
        let layout = EditorLayout(
            prompt: prompt.text, promptWidth: prompt.width, buffer: buffer, width: columns, isOpen: isOpen)
        if let remark, (remark.text, remark.point, remark.width) != (buffer.text, buffer.point, columns) {
            self.remark = nil
        }
        screen.draw(layout, below: remark?.rows ?? [], height: rows, width: columns)
    }

    /// What is searched for, or the number of the cell.
    private var shownPrompt: EditorLayout.Row {
        if let message = tr_message() {
            let text = String(cString: message)
            return EditorLayout.Row(text: style.dim(text), width: displayWidth(text))
        }
        let number = String(number)
        return EditorLayout.Row(text: style.dim(number) + style.bold(" › "), width: number.count + 3)
    }

    var size: (rows: Int, columns: Int) {
        var (rows, columns): (Int32, Int32) = (0, 0)
        tr_screen_size(&rows, &columns)
        return (max(1, Int(rows)), max(1, Int(columns)))
    }

    /// Whether something is shown below the text, which no key has changed since.
    var showsRemark: Bool {
        let buffer = buffer
        return remark.map { ($0.text, $0.point) == (buffer.text, buffer.point) } ?? false
    }

    /// Shows rows below the text until a key changes it.
    func show(below rows: [EditorLayout.Row]) {
        let buffer = buffer
        remark = (rows, buffer.text, buffer.point, size.columns)
    }

    func clearScreen() { screen.clear() }
}
