import Signatures

/// What is said of a table that was read: its size, what it lacks, and columns whose type may surprise.
extension Narration {
    /// "1316 rows × 5 columns; missing: age (19)"
    package static func read(_ frame: Frame) -> String {
        let lacking = zip(frame.names, frame.columns.map(\.missingCount)).filter { $0.1 > 0 }
        let missing = lacking.isEmpty ? "" : "; cells missing in \(listed(lacking.map { "\($0.0) (\($0.1))" }))"
        let texts = zip(frame.names, frame.columns).compactMap { name, column in
            column.textAmongNumbers.map { "\(name) is text, though mostly numbers: \($0) is not one" }
        }
        let size = "\(counted(frame.rowCount, "row")) × \(counted(frame.columnCount, "column"))"
        return ([size + missing] + texts.prefix(3)).joined(separator: "; ")
    }
}

extension Column {
    /// More cells are not looked at.
    private static let mostExamined = 10_000
    /// A cell is quoted up to this length.
    private static let longestQuoted = 20

    /// The first cell that is no number, in quotes, of a text column of which most are.
    fileprivate var textAmongNumbers: String? {
        guard type == .string else { return nil }
        var (numbers, others) = (0, 0)
        var example: String?
        for row in 0..<min(count, Self.mostExamined) where !isMissing(at: row) {
            guard let text = cell(at: row).string, !text.isEmpty else { continue }
            if Double(text) != nil {
                numbers += 1
            } else {
                others += 1
                example = example ?? text
            }
        }
        guard numbers > others, let example else { return nil }
        return "\"\(example.count > Self.longestQuoted ? example.prefix(Self.longestQuoted) + "…" : example[...])\""
    }
}
