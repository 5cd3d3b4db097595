import Language

/// The text cut to a number of terminal cells, with `…` where something is left out. Line breaks become `⏎`, and
/// other control characters their pictures: they would move or colour what stands around them.
package func truncated(_ text: String, to width: Int) -> String {
    let flat = text.contains { picture(of: $0) != nil } ? String(text.map { picture(of: $0) ?? $0 }) : text
    guard displayWidth(flat) > width else { return flat }
    var (result, used) = ("", 0)
    for character in flat {
        used += displayWidth(String(character))
        if used > width - 1 { break }
        result.append(character)
    }
    return result + "…"
}

/// What stands for a control character; nil for any other.
private func picture(of character: Character) -> Character? {
    if character.isNewline { return "⏎" }
    guard let first = character.unicodeScalars.first, first.properties.generalCategory == .control else {
        return nil
    }
    return Unicode.Scalar(0x2400 + first.value).flatMap { first.value < 0x20 ? Character($0) : nil } ?? "␡"
}

/// The text filled up with spaces on its left, if it is to stand at the right, or on its right.
package func padded(_ text: String, to width: Int, right: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - displayWidth(text)))
    return right ? spaces + text : text + spaces
}

/// The text broken at spaces into lines of at most `width` cells, where its words allow it.
package func wrapped(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
        if !line.isEmpty, displayWidth(line) + 1 + displayWidth(String(word)) > width {
            lines.append(line)
            line = ""
        }
        line += line.isEmpty ? String(word) : " \(word)"
    }
    return line.isEmpty ? lines : lines + [line]
}
