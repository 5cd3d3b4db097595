import Language

/// Colour and weight for a terminal, or none. Which colours, and why, is said at `TerminalColor`.
package struct Style: Sendable {
    package var isColored: Bool

    package init(colored: Bool) { isColored = colored }

    package static let plain = Style(colored: false)

    package func bold(_ text: String) -> String { wrap(text, "1") }
    package func dim(_ text: String) -> String { wrap(text, "2") }
    package func green(_ text: String) -> String { wrap(text, TerminalColor.green.code) }

    private static let groupColors: [TerminalColor] = [.blue, .red, .green, .magenta, .cyan, .text]
    static let groupColorCount = groupColors.count

    /// In the colour of a plot's group, counted from 0; the colours recur.
    func group(_ text: String, _ group: Int) -> String {
        wrap(text, Self.groupColors[group % Self.groupColorCount].code)
    }

    /// A cell of a table: what is missing steps back.
    package func cell(_ text: String) -> String {
        text.contains(TextTable.missing) && text.allSatisfy { $0 == " " || String($0) == TextTable.missing }
            ? dim(text) : text
    }

    private func wrap(_ text: String, _ code: String) -> String {
        isColored && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
