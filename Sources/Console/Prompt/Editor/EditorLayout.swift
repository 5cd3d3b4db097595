import Language

/// The rows of the screen that a text takes, and where the cursor stands in them. Lines after the first, and what
/// is too long for one row, stand under the text and not under the prompt.
struct EditorLayout {
    struct Row: Equatable {
        var text: String
        /// Columns, colours not counted.
        var width: Int
    }

    private(set) var rows: [Row]
    private(set) var cursor = (row: 0, column: 0)

    private let indentation: Int
    private let width: Int

    /// Whether there is to be room for a letter more: behind a full row that takes a row.
    private let isOpen: Bool

    /// `prompt` may hold colours; `promptWidth` is how many columns it takes.
    init(prompt: String, promptWidth: Int, buffer: CellBuffer, width: Int, isOpen: Bool = true) {
        self.width = max(width, 4)
        self.isOpen = isOpen
        // A prompt that would leave hardly any room stands on a row of its own.
        indentation = promptWidth * 2 > self.width ? 0 : promptWidth
        rows = [Row(text: prompt, width: promptWidth)]
        if promptWidth >= self.width { startRow() }
        lay(buffer)
    }

    private mutating func lay(_ buffer: CellBuffer) {
        var offset = 0
        var isPlaced = false
        for character in buffer.text {
            if !isPlaced, offset >= buffer.point {
                placeCursor()
                isPlaced = true
            }
            offset += character.utf8.count
            if character == "\n" { startRow() } else { add(character) }
        }
        if !isPlaced { placeCursor() }
    }

    private mutating func placeCursor() {
        if isOpen, rows[rows.count - 1].width >= width { startRow() }
        cursor = (rows.count - 1, rows[rows.count - 1].width)
    }

    private mutating func startRow() {
        rows.append(Row(text: String(repeating: " ", count: indentation), width: indentation))
    }

    private mutating func add(_ character: Character) {
        let shown = Self.visible(character)
        let columns = displayWidth(shown)
        if rows[rows.count - 1].width + columns > width { startRow() }
        rows[rows.count - 1].text += shown
        rows[rows.count - 1].width += columns
    }

    /// Tabs as two blanks, other control characters as `^A`.
    private static func visible(_ character: Character) -> String {
        guard let code = character.asciiValue, code < 0x20 || code == 0x7F else { return String(character) }
        return code == 0x09 ? "  " : "^\(Character(Unicode.Scalar(code ^ 0x40)))"
    }
}
