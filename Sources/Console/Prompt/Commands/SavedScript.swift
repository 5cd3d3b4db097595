import Language
import Library

/// A session as a script that does the same.
///
/// What failed is left out, except for the statements that ran before the mistake. So is a cell that only defines
/// names, all of which a later cell defines anew before any cell mentions them.
struct SavedScript {
    let text: String
    /// What was kept, and what follows from what was not.
    let sentence: String

    init(_ cells: [CellRecord]) {
        let ran = cells.filter { $0.completed > 0 }
        let kept = Self.kept(ran)
        let mentioned = Set(kept.flatMap(\.mentionedCells))
        text = kept.map { "# %%\n" + $0.scriptText(isMentioned: mentioned.contains($0.number)) }.joined(separator: "\n")
        let numbers = Set(kept.map(\.number))
        let changesDraws = cells.contains { $0.isRandom && !numbers.contains($0.number) }
        sentence =
            "\(kept.count) of \(cells.count) cells"
            + (changesDraws ? "; some left out drew random numbers, so that later draws differ" : "")
    }

    /// From the last to the first: whether what a cell defines is still asked for.
    private static func kept(_ cells: [CellRecord]) -> [CellRecord] {
        // Names that later cells define anew before they mention them.
        var replaced: Set<String> = []
        return cells.reversed().filter { cell in
            let names = cell.definitionsAlone
            if let names, !names.isEmpty, replaced.isSuperset(of: names) { return false }
            replaced.formUnion(names ?? [])
            replaced.subtract(cell.mentionedNames)
            return true
        }.reversed()
    }
}

extension CellRecord {
    private var ranStatements: ArraySlice<Statement> { statements.prefix(completed) }

    /// What the cell defines, if it does nothing but that.
    fileprivate var definitionsAlone: [String]? {
        let names = ranStatements.map(\.definitions)
        return names.contains { $0 == nil } ? nil : names.flatMap { $0 ?? [] }
    }

    fileprivate var mentionedNames: Set<String> { Mentions(in: ranStatements).read }

    /// The cells whose values this one mentions, as `_` or by number.
    fileprivate var mentionedCells: [Int] { valuePlaces.map(\.cell) }

    /// Where the cell mentions the value of another, and of which.
    private var valuePlaces: [(span: Span, cell: Int)] {
        Mentions(in: ranStatements).places.compactMap { name, span in
            if name == "_" { return last.map { (span, $0) } }
            return Session.cellNumber(in: name).map { (span, $0) }
        }
    }

    /// The text of the statements that ran. In a script nothing has a cell's value under a name by itself: `_` is
    /// written as that cell's, and a cell whose value is mentioned gives it its name.
    fileprivate func scriptText(isMentioned: Bool) -> String {
        var edits: [Edit] = []
        if isMentioned, let shown = ranStatements.last {
            let start = shown.span.start
            edits.append(Edit(Span(shown.span.source, start, start), with: "\(valueName) = "))
        }
        // Where a cell goes on from a value, nothing is written for it.
        edits += valuePlaces.map { Edit($0.span, with: "_\($0.cell)" + ($0.span.length == 0 ? " " : "")) }
        let end = failed ? ranStatements.last.map { Int($0.span.end) } : nil
        let text = edits.applied(to: text, upTo: end)
        return text + "\n" + (isMentioned ? valueName + "\n" : "")
    }
}
