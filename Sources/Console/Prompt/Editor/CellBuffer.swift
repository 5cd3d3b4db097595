import Language

/// A cell that is being typed, and the place of the cursor in it, as a byte offset of its UTF-8.
struct CellBuffer {
    let bytes: [UInt8]
    let point: Int

    init(_ text: String, point: Int) {
        bytes = Array(text.utf8)
        self.point = max(0, min(point, bytes.count))
    }

    private static let newline = UInt8(ascii: "\n")
    private static let blanks: Set<UInt8> = [UInt8(ascii: " "), UInt8(ascii: "\t")]

    /// Columns by which what stands in a bracket is set in.
    static let step = 2

    var text: String { text(0..<bytes.count) }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    // MARK: Lines

    func lineStart(of place: Int) -> Int {
        bytes[..<min(place, bytes.count)].lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
    }

    func lineEnd(of place: Int) -> Int { bytes[min(place, bytes.count)...].firstIndex(of: Self.newline) ?? bytes.count }

    var lineStart: Int { lineStart(of: point) }
    var lineEnd: Int { lineEnd(of: point) }
    var isOnFirstLine: Bool { lineStart == 0 }
    var isOnLastLine: Bool { lineEnd == bytes.count }

    /// What stands on the cursor's line before it.
    var lineBefore: String { text(lineStart..<point) }

    var isBlankBefore: Bool { isBlank(lineStart..<point) }

    private func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy(Self.blanks.contains) }

    /// The place above the cursor; nil on the first line.
    var above: Int? {
        isOnFirstLine ? nil : place(column: displayWidth(lineBefore), onLineOf: lineStart - 1)
    }

    /// The place below the cursor; nil on the last line.
    var below: Int? {
        isOnLastLine ? nil : place(column: displayWidth(lineBefore), onLineOf: lineEnd + 1)
    }

    /// The character of a line that stands in a column of the screen, or the line's end.
    private func place(column: Int, onLineOf place: Int) -> Int {
        var (offset, width) = (lineStart(of: place), 0)
        for character in text(offset..<lineEnd(of: place)) {
            width += displayWidth(character)
            if width > column { return offset }
            offset += character.utf8.count
        }
        return offset
    }

    // MARK: Entering

    /// Whether Enter runs the cell: it is whole, and the cursor stands in no bracket that is closed on a later line.
    /// Two empty lines at the end say that nothing more will come, whatever is missing.
    var isReady: Bool {
        if isCommand || isGivenUp { return true }
        guard !OpenEnds(SourceText(text)).isIncomplete else { return false }
        return isOnLastLine || OpenEnds(SourceText(text(0..<point))).brackets.isEmpty
    }

    /// Commands of the prompt are one line.
    var isCommand: Bool { PromptCommand.Form(text) != nil }

    private var isGivenUp: Bool {
        let lines = bytes.split(separator: Self.newline, omittingEmptySubsequences: false)
        return lines.count > 2 && point == bytes.count
            && lines.suffix(2).allSatisfy { $0.allSatisfy(Self.blanks.contains) }
    }

    /// By how much the line that is begun at the cursor is set in.
    var indentation: Int {
        let ends = OpenEnds(SourceText(text(0..<point)))
        if ends.isInString { return 0 }
        if let bracket = ends.brackets.last { return indentation(ofLineAt: bracket) + Self.step }
        return ends.asksForMore ? Self.step : indentation(ofLineAt: point)
    }

    /// How far the line is to be set in that a closing bracket is about to begin; nil if it doesn't begin one.
    var indentationOfCloser: Int? {
        guard isBlankBefore, !isOnFirstLine,
            let bracket = OpenEnds(SourceText(text(0..<lineStart))).brackets.last
        else { return nil }
        return indentation(ofLineAt: bracket)
    }

    private func indentation(ofLineAt place: Int) -> Int {
        let start = lineStart(of: place)
        return bytes[start..<max(start, min(place, bytes.count))].prefix(while: Self.blanks.contains).count
    }
}
