import Language
import Library

/// A list, tuple or string that does not fit one line: its beginning, and how much is left out.
struct ListDisplay {
    private let value: Value
    private let width: Int
    private let style: Style

    private static let mostLines = 12

    init(_ value: Value, width: Int, style: Style) {
        self.value = value
        self.width = width
        self.style = style
    }

    /// nil for what fits a line, or is neither list nor string.
    var lines: [String]? {
        if let text = value.string { return stringLines(text) }
        guard let elements = value.sequence, !elements.isEmpty,
            displayWidth(value.shownLine(limit: width + 1)) > width
        else { return nil }
        return elementLines(elements)
    }

    private func elementLines(_ elements: [Value]) -> [String] {
        let (open, close) = value.list != nil ? ("[", "]") : ("(", ")")
        var lines = [open]
        for (index, element) in elements.enumerated() {
            let isLast = index == elements.count - 1
            let text = truncated(element.shownLine(limit: width), to: width - 2) + (isLast ? close : ",")
            let line = lines[lines.count - 1]
            if line.count == 1 {
                lines[lines.count - 1] = line + text
            } else if displayWidth(line) + 1 + displayWidth(text) <= width {
                lines[lines.count - 1] = line + " " + text
            } else if lines.count < Self.mostLines {
                lines.append(" " + text)
            } else {
                return lines + [style.dim(" … \(elements.count - index) more") + close]
            }
        }
        return lines
    }

    /// A string is broken by the terminal; of a very long one the beginning is shown.
    private func stringLines(_ text: String) -> [String]? {
        let limit = width * Self.mostLines
        let shown = text.prefix(limit)
        guard shown.endIndex < text.endIndex else { return nil }
        let left = text[shown.endIndex...].unicodeScalars.count
        return [Value.string(String(shown)).shownLine(limit: limit), style.dim("… \(left) more characters")]
    }
}
