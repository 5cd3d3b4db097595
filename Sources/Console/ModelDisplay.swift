import Language
import Models

/// A model or a pipeline as the table of its parts.
struct ModelDisplay {
    private let summary: ModelSummary

    init(_ summary: ModelSummary) { self.summary = summary }

    func lines(width: Int, style: Style) -> [String] {
        let rows = summary.rows
        let table = TextTable(
            [
                .init("part", .left, rows.map(\.name)),
                .init("settings", .left, rows.map { truncated($0.details, to: room(width)) }),
                .init("output", .left, rows.map(\.output)),
                .init("learnt", .right, rows.map { $0.parameterCount.map { "\($0)" } ?? "" }),
            ].filter { column in column.cells.contains { !$0.isEmpty } })
        return [style.dim(summary.title)] + table.lines(width: width, style: style) + footer(width, style)
    }

    /// Settings are cut so that shapes and counts, which matter more, have their place beside them.
    private func room(_ width: Int) -> Int {
        let names = summary.rows.map { displayWidth($0.name) }.max() ?? 0
        let shapes = summary.rows.map { displayWidth($0.output) }.max() ?? 0
        let countsAndGaps = 16
        return max(8, width - names - shapes - countsAndGaps)
    }

    private func footer(_ width: Int, _ style: Style) -> [String] {
        guard let isPlanned = summary.isPlanned else { return [] }
        let way =
            isPlanned ? "runs as a plan" : "runs op by op: " + (summary.reason ?? "it can't be recorded")
        return wrapped("\(summary.parameterCount) parameters; \(way)", width: width).map(style.dim)
    }
}
