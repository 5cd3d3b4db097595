import Signatures

/// Shows diagnostics as text: the sentence, the lines of source with what is to be said of them, notes and help.
///
/// Pure: what it needs of the terminal, its width and whether it has colours, comes in as parameters.
package struct DiagnosticRenderer {
    private let sources: SourceMap
    private let width: Int?
    private let isColoured: Bool

    /// The most calls that are listed; of deeper recursion the ends are shown.
    private static let callLimit = 8
    /// How much of a line of source is shown where the width is not known.
    private static let defaultLineWidth = 120
    /// Narrower than this nothing is readable.
    private static let narrowest = 24

    /// Without a `width` no sentence is broken.
    package init(sources: SourceMap, width: Int? = nil, isColoured: Bool = false) {
        self.sources = sources
        self.width = width.map { max(Self.narrowest, $0) }
        self.isColoured = isColoured
    }

    /// All of them, parted by empty lines.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.map { render($0) }.joined(separator: "\n")
    }

    /// One diagnostic; ends with a line break.
    package func render(_ diagnostic: Diagnostic) -> String {
        let diagnostic = diagnostic.narrowed(in: sources)
        let excerpts = excerpts(of: diagnostic)
        let gutter = gutterWidth(excerpts.flatMap(\.rows))
        var lines = headline(diagnostic)
        for excerpt in excerpts { lines += shown(excerpt, gutter) }
        for note in diagnostic.notes { lines += remark("note", note, .strong, gutter) }
        for call in calls(of: diagnostic) { lines += remark("call", call, .plain, gutter) }
        if let help = diagnostic.help { lines += remark("help", help, .help, gutter) }
        return lines.joined(separator: "\n") + "\n"
    }

    private func styled(_ text: String, _ style: Style) -> String {
        style.applied(to: text, inColour: isColoured)
    }

    /// `error[shape]: cannot multiply …`
    private func headline(_ diagnostic: Diagnostic) -> [String] {
        let tag = "\(diagnostic.severity.rawValue)[\(diagnostic.kind.rawValue)]"
        var lines = fitted("\(tag): \(diagnostic.message)", indentation: 0)
        let rest = String(lines[0].dropFirst(tag.count))
        lines[0] = styled(tag, style(diagnostic.severity)) + styled(rest, .strong)
        return [lines[0]] + lines.dropFirst().map { styled($0, .strong) }
    }

    private func style(_ severity: Diagnostic.Severity) -> Style { severity == .error ? .error : .warning }

    /// A sentence broken to the width, further lines indented.
    private func fitted(_ text: String, indentation: Int) -> [String] {
        let text = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map { visible(String($0)) }.joined(separator: "\n")
        guard let width else { return [text] }
        let lines = wrapped(text, width: width - indentation)
        return [lines[0]] + lines.dropFirst().map { String(repeating: " ", count: indentation) + $0 }
    }

    private func remark(_ name: String, _ text: String, _ style: Style, _ gutter: Int) -> [String] {
        let margin = String(repeating: " ", count: gutter)
        let lines = fitted(text, indentation: gutter + name.count + 4)
        return [margin + styled("= ", .gutter) + styled("\(name):", style) + " " + lines[0]]
            + lines.dropFirst()
    }

    // MARK: Source

    private struct Excerpt {
        var place: String
        var rows: [SourceExcerpt.Row]
    }

    /// The excerpts of the texts that labels stand in, that of the mistake first.
    private func excerpts(of diagnostic: Diagnostic) -> [Excerpt] {
        var ids: [SourceID] = []
        for label in diagnostic.labels where !ids.contains(label.span.source) {
            ids.append(label.span.source)
        }
        let styles = diagnostic.labels.indices.map { $0 == 0 ? style(diagnostic.severity) : .secondary }
        let lineWidth = max(16, (width ?? DiagnosticRenderer.defaultLineWidth) - 8)
        return ids.compactMap { id in
            guard let source = sources[id] else { return nil }
            let labels = zip(diagnostic.labels, styles).filter { $0.0.span.source == id }
            let excerpt = SourceExcerpt(source, labels: labels.map { ($0.0, $0.1) }, width: lineWidth)
            return Excerpt(
                place: excerpt.place(of: labels[0].0.span), rows: excerpt.rows(inColour: isColoured))
        }
    }

    /// The columns before the bar: the longest line number, and at least two.
    private func gutterWidth(_ rows: [SourceExcerpt.Row]) -> Int {
        max(2, rows.compactMap(\.number).max().map { String($0).count } ?? 0)
    }

    private func shown(_ excerpt: Excerpt, _ gutter: Int) -> [String] {
        let margin = String(repeating: " ", count: gutter)
        let head = margin + styled("┌─ ", .gutter) + visible(excerpt.place)
        return [head]
            + excerpt.rows.map { row in
                let number = row.number.map(String.init) ?? ""
                let padding = String(repeating: " ", count: gutter - number.count)
                let bar = row.isGap ? "·" : "│"
                let line = styled(padding + number + bar, .gutter)
                return row.content.isEmpty ? line : line + " " + row.content
            }
    }

    // MARK: Calls

    /// The calls under way, innermost first.
    private func calls(of diagnostic: Diagnostic) -> [String] {
        let all = diagnostic.calls
        let limit = DiagnosticRenderer.callLimit
        guard all.count > limit else { return all.map(text) }
        let ends = limit / 2
        return all.prefix(ends).map(text) + ["… \(all.count - 2 * ends) more …"] + all.suffix(ends).map(text)
    }

    private func text(_ call: Diagnostic.Call) -> String {
        guard let source = sources[call.span.source] else { return "`\(call.name)`" }
        let (line, column) = LineIndex(source).position(of: Int(call.span.start))
        return "`\(call.name)` from \(source.name):\(line):\(column)"
    }
}
