/// What a piece of a shown diagnostic is, for its colour.
enum Style: Hashable {
    case plain, error, warning, secondary, gutter, strong, help

    /// The SGR parameters of ECMA-48.
    var code: String {
        switch self {
        case .plain: ""
        case .error: "1;" + TerminalColor.red.code
        case .warning: "1;" + TerminalColor.magenta.code
        case .secondary: TerminalColor.blue.code
        case .gutter: "2"
        case .strong: "1"
        case .help: TerminalColor.green.code
        }
    }

    func applied(to text: String, inColour: Bool) -> String {
        inColour && self != .plain && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}

/// A row of columns, onto which text is put at places.
struct StyledRow {
    private var cells: [(text: String, style: Style)] = []

    mutating func put(_ text: String, at column: Int, _ style: Style) {
        var column = column
        for character in text {
            let width = max(1, displayWidth(character))
            while cells.count < column + width { cells.append((" ", .plain)) }
            cells[column] = (String(character), style)
            for covered in (column + 1)..<(column + width) { cells[covered] = ("", style) }
            column += width
        }
    }

    func rendered(inColour: Bool) -> String {
        var result = ""
        var run = ""
        var style = Style.plain
        for cell in cells {
            if cell.style != style {
                result += style.applied(to: run, inColour: inColour)
                (run, style) = ("", cell.style)
            }
            run += cell.text
        }
        return result + style.applied(to: run, inColour: inColour)
    }
}
