/// The text on one line with nothing that acts on a terminal: data may hold anything, and must neither move the cursor,
/// nor colour or reorder what stands around it. Line breaks become `⏎`, other control characters their pictures, and
/// characters that only steer how text is laid out `�`.
package func visible(_ text: String) -> String {
    text.contains { picture(of: $0) != nil } ? String(text.map { picture(of: $0) ?? $0 }) : text
}

/// What stands for a character that acts rather than shows; nil for any other.
private func picture(of character: Character) -> Character? {
    if let code = character.asciiValue { return code >= 0x20 && code != 0x7F ? nil : picture(ofControl: code) }
    if character.isNewline { return "⏎" }
    let scalars = character.unicodeScalars
    guard scalars.count == 1, let only = scalars.first else { return nil }
    switch only.properties.generalCategory {
    case .control, .format: return "\u{FFFD}"
    default: return nil
    }
}

private func picture(ofControl code: UInt8) -> Character {
    if code == 0x0A || code == 0x0D { return "⏎" }
    return Character(code == 0x7F ? "␡" : Unicode.Scalar(0x2400 + UInt32(code)) ?? "\u{FFFD}")
}
