import Language
import Models

/// A model or a pipeline as the table of its parts.
struct ModelDisplay {
    private let summary: ModelSummary
    private static let leastSettings = 8

    init(_ summary: ModelSummary) { self.summary = summary }

    func lines(width: Int, style: Style) -> [String] {
        let rows = summary.rows
        let others = [
            TextTable.Column("part", .left, rows.map(\.name)),
            TextTable.Column("output", .left, rows.map(\.output)),
            TextTable.Column("learnt", .right, rows.map { $0.parameterCount.map { "\($0)" } ?? "" }),
        ].filter(\.isFilled)
        let settings = TextTable.Column("settings", .left, rows.map { truncated($0.details, to: room(width, others)) })
        let table = TextTable(others.prefix(1) + (settings.isFilled ? [settings] : []) + others.dropFirst())
        return wrapped(visible(summary.title), width: width).map(style.dim) + table.lines(width: width, style: style)
            + footer(width, style)
    }

    /// Settings are cut so that shapes and counts, which matter more, have their place beside them; where these don't
    /// fit in any case, settings have all that there is.
    private func room(_ width: Int, _ others: [TextTable.Column]) -> Int {
        let beside = TextTable.room(in: width, beside: others)
        return beside >= Self.leastSettings ? beside : TextTable.room(in: width, beside: Array(others.prefix(1)))
    }

    private func footer(_ width: Int, _ style: Style) -> [String] {
        guard let isPlanned = summary.isPlanned else { return [] }
        let way =
            isPlanned ? "runs as a plan" : "runs op by op: " + (summary.reason ?? "it can't be recorded")
        return wrapped(visible("\(summary.parameterCount) parameters; \(way)"), width: width).map(style.dim)
    }
}
