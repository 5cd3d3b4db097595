/// The lines of one source text that labels speak of, with the labels below them.
struct SourceExcerpt {
    private let source: SourceText
    private let lines: LineIndex
    private let labels: [(label: Diagnostic.Label, style: Style)]
    private let width: Int

    init(_ source: SourceText, labels: [(label: Diagnostic.Label, style: Style)], width: Int) {
        self.source = source
        self.labels = labels
        self.width = width
        lines = LineIndex(source)
    }

    /// One row to show: its line number, or none below a line.
    struct Row {
        var number: Int?
        var content: String
        /// Whether it stands for lines that are left away.
        var isGap = false
    }

    /// `train.mlx:12:5`
    func place(of span: Span) -> String {
        let (line, column) = lines.position(of: Int(span.start))
        return "\(source.name):\(line):\(column)"
    }

    func rows(inColour: Bool) -> [Row] {
        var rows: [Row] = []
        var last: Int?
        for line in shownLines() {
            if let last, line > last + 1 { rows.append(Row(number: nil, content: "", isGap: true)) }
            rows += self.rows(of: line, inColour: inColour)
            last = line
        }
        return rows
    }

    /// The lines where labels begin and end; and a single line between two of them, which is shorter than a gap.
    private func shownLines() -> [Int] {
        let touched = Set(labels.flatMap { [firstLine($0.label.span), lastLine($0.label.span)] }).sorted()
        var shown: [Int] = []
        for line in touched {
            if let last = shown.last, line == last + 2 { shown.append(last + 1) }
            shown.append(line)
        }
        return shown
    }

    private func firstLine(_ span: Span) -> Int { lines.line(of: Int(span.start)) }

    private func lastLine(_ span: Span) -> Int { lines.line(of: max(Int(span.start), Int(span.end) - 1)) }

    private func rows(of line: Int, inColour: Bool) -> [Row] {
        let range = lines.range(of: line)
        let marks = labels.compactMap { mark($0.label, $0.style, on: line, range) }
        var display = DisplayLine(String(decoding: source.bytes[range], as: UTF8.self))
        display.clip(to: width, around: marks.map(\.bytes))
        let source = Row(number: line + 1, content: display.text)
        if marks.isEmpty { return [source] }
        let pieces = marks.map {
            LinePiece(columns: display.columns(of: $0.bytes), text: $0.text, style: $0.style)
        }
        let layout = LabelLayout(pieces, width: width)
        return [source] + layout.rows.map { Row(number: nil, content: $0.rendered(inColour: inColour)) }
    }

    private struct Mark {
        /// Within the line.
        var bytes: Range<Int>
        var text: String
        var style: Style
    }

    /// What a label marks on a line. One over several lines marks its first and its last, where its text stands.
    private func mark(_ label: Diagnostic.Label, _ style: Style, on line: Int, _ range: Range<Int>) -> Mark? {
        let first = firstLine(label.span)
        let last = lastLine(label.span)
        guard line == first || line == last else { return nil }
        let indentation = source.bytes[range].prefix { $0 == 0x20 || $0 == 0x09 }.count
        let start = line == first ? Int(label.span.start) - range.lowerBound : indentation
        let end = line == last ? Int(label.span.end) - range.lowerBound : range.count
        let clampedStart = max(0, min(start, range.count))
        let words = label.text.split(whereSeparator: \.isNewline).joined(separator: " ")
        let text = line == last ? visible(words) : ""
        return Mark(bytes: clampedStart..<max(clampedStart, min(end, range.count)), text: text, style: style)
    }
}
