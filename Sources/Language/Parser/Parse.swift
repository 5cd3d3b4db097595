import Signatures

/// The tree of a source text, and all that is wrong with it, in the order of the text. If anything is, the tree
/// lacks the statements that could not be read.
///
/// At the prompt a text that begins with `|>`, `>>` or `.name(` goes on from `_`, the value shown last.
package func parse(_ source: SourceText, atPrompt: Bool = false) -> (
    program: Program, diagnostics: [Diagnostic]
) {
    var parser = Parser(source)
    parser.continuesFromLast = atPrompt
    let statements = parser.statements()
    let cells = cells(of: source, statements, parser.list.markers)
    let program = Program(source: source.id, statements: statements, cells: cells)
    let inOrder = parser.diagnostics.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    return (program, Array(inOrder.prefix(Parser.diagnosticLimit)))
}

/// Parts the statements at the markers. A marker within a statement is a plain comment.
private func cells(of source: SourceText, _ statements: [Statement], _ markers: [CellMarker]) -> [ScriptCell] {
    let whole = source.wholeSpan
    var markers = markers.filter { marker in
        !statements.contains { $0.span.start < marker.start && marker.start < $0.span.end }
    }
    let firstStart = markers.first?.start ?? whole.end
    if markers.isEmpty || statements.first.map({ $0.span.start < firstStart }) == true {
        markers.insert(CellMarker(start: 0, kind: .code, title: ""), at: 0)
    }
    var next = 0
    return markers.indices.map { i in
        let end = i + 1 < markers.count ? markers[i + 1].start : whole.end
        let first = next
        while next < statements.count, statements[next].span.start < end { next += 1 }
        return ScriptCell(
            kind: markers[i].kind, title: markers[i].title, span: Span(source.id, markers[i].start, end),
            statements: first..<next)
    }
}
