/// Colour and weight for a terminal, or none: only the sixteen named colours and dim, which read on dark and
/// light grounds alike.
package struct Style: Sendable {
    package var isColored: Bool

    package init(colored: Bool) { isColored = colored }

    package static let plain = Style(colored: false)

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func dim(_ text: String) -> String { wrap(text, "2") }
    package func green(_ text: String) -> String { wrap(text, "32") }

    /// Blue, red, green, magenta, cyan and yellow; the bright blue, since the other is lost on black.
    private static let groupColors = ["94", "31", "32", "35", "36", "33"]
    static let groupColorCount = groupColors.count

    /// In the colour of a plot's group, counted from 0; the colours recur.
    func group(_ text: String, _ group: Int) -> String { wrap(text, Self.groupColors[group % Self.groupColorCount]) }

    /// A cell of a table: what is missing steps back.
    package func cell(_ text: String) -> String {
        text.contains(TextTable.missing) && text.allSatisfy { $0 == " " || String($0) == TextTable.missing }
            ? dim(text) : text
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
