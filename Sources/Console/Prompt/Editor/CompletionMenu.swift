import CReadline
import Language
import Library

/// What is shown below a cell while a word in it is being completed.
struct CompletionMenu {
    let completions: Completions
    let style: Style
    let width: Int
    /// Of the window.
    let height: Int

    /// More lines of candidates than half the window hide what one was about to write, and more than this are not read.
    private static let mostLines = 20
    private var lineLimit: Int { max(2, min(height / 2, Self.mostLines)) }

    /// The call around the cursor, then the candidates: a line each with what is to be said of it while they are few,
    /// else in columns.
    var rows: [EditorLayout.Row] {
        let candidates = completions.candidates
        var (lines, shown) = candidates.count <= lineLimit ? (detailed(), candidates.count) : columns()
        if let rest = rest(candidates.count - shown) { lines.append(rest) }
        return signature()
            + lines.map { line in
                let fitted = truncated(line, to: width)
                return EditorLayout.Row(text: style.dim(fitted), width: displayWidth(fitted))
            }
    }

    private func detailed() -> [String] {
        let widest = completions.candidates.map { displayWidth($0.text) }.max() ?? 0
        return completions.candidates.map { candidate in
            candidate.detail.isEmpty
                ? candidate.text : padded(candidate.text, to: widest, right: false) + "  " + candidate.detail
        }
    }

    private func columns() -> (lines: [String], shown: Int) {
        let texts = completions.candidates.map(\.text)
        let column = (texts.map(displayWidth).max() ?? 0) + 2
        let perLine = max(1, width / column)
        let lines = stride(from: 0, to: texts.count, by: perLine).map { start in
            texts[start..<min(start + perLine, texts.count)].map { padded($0, to: column, right: false) }.joined()
        }
        guard lines.count > lineLimit else { return (lines, texts.count) }
        let shown = lineLimit - 1
        return (Array(lines.prefix(shown)), shown * perLine)
    }

    /// What is said of candidates that are not shown, and of what is no candidate yet.
    private func rest(_ hidden: Int) -> String? {
        let parts = [
            hidden > 0 ? "and \(hidden) more" : nil,
            completions.isPartial && !completions.candidates.isEmpty ? "Tab shows other names too" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : "… " + parts.joined(separator: "; ")
    }

    /// The signature with the parameter that is being written standing out.
    private func signature() -> [EditorLayout.Row] {
        guard let signature = completions.signature else { return [] }
        let fitted = truncated(signature, to: width)
        let current = completions.currentParameter ?? 0..<0
        let bytes = Array(fitted.utf8)
        // Of a signature that was cut, the parameter may be gone.
        let kept = fitted == signature ? bytes.count : bytes.count - "…".utf8.count
        guard current.upperBound <= kept else {
            return [EditorLayout.Row(text: style.dim(fitted), width: displayWidth(fitted))]
        }
        func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let text =
            style.dim(part(0..<current.lowerBound)) + style.bold(part(current))
            + style.dim(part(current.upperBound..<bytes.count))
        return [EditorLayout.Row(text: text, width: displayWidth(fitted))]
    }
}

extension Completions {
    /// The letters that all candidates begin with.
    fileprivate var commonPrefix: String {
        guard let first = candidates.first?.text else { return "" }
        return candidates.dropFirst().reduce(first) { common, candidate in
            String(zip(common, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
    }
}

extension LineEditor {
    /// Tab: indentation where a line begins, a sign behind its name such as `\beta`, else what may stand here. Once
    /// more, it shows what seldom fits, too.
    func completeWord() {
        let buffer = buffer
        if buffer.isBlankBefore, !buffer.isOnFirstLine {
            return insert(String(repeating: " ", count: CellBuffer.step))
        }
        if let sign = NamedSign(before: buffer) { return replace(sign.range, with: sign.text) }
        let completions = completions(buffer, showsRemark)
        if completions.candidates.isEmpty, completions.signature == nil { return tr_ring_bell() }
        insert(completions, in: buffer)
    }

    /// Writes what all candidates share, and shows them if there is still a choice.
    private func insert(_ completions: Completions, in buffer: CellBuffer) {
        let word = buffer.text(completions.start..<buffer.point)
        let common = completions.commonPrefix
        // Candidates may differ from the word in more than their ends, such as its capitals.
        if common != word, common.utf8.count >= word.utf8.count {
            replace(completions.start..<buffer.point, with: common)
        }
        if completions.candidates.count == 1, common != word { return }
        show(below: CompletionMenu(completions: completions, style: style, width: size.columns, height: size.rows).rows)
    }
}
