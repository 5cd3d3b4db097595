import Signatures

/// What a verb did to the rows and columns of a frame, in one line, from the frame before and after it.
///
/// Pure text; nil where there is nothing to say.
package enum Narration {
    /// "333 of 344 rows left"
    package static func rowsLeft(_ before: Frame, _ after: Frame) -> String {
        if before.rowCount == after.rowCount { return "all \(counted(before.rowCount, "row")) left" }
        return "\(share(after.rowCount, of: before.rowCount)) left"
    }

    /// `filter` also leaves out rows where its condition can't be told, which may surprise.
    package static func filtered(_ before: Frame, _ after: Frame, condition: Column?) -> String {
        let unknown = condition?.missingCount ?? 0
        let remark = unknown == 0 ? "" : "; the condition is missing in \(unknown)"
        return rowsLeft(before, after) + remark
    }

    package static func rowsChosen(_ before: Frame, _ after: Frame) -> String {
        share(after.rowCount, of: before.rowCount)
    }

    /// Of which columns cells were missing in the rows that went.
    package static func missingDropped(_ before: Frame, _ after: Frame) -> String {
        if before.rowCount == after.rowCount { return rowsLeft(before, after) }
        let lacking = zip(before.names, before.columns).compactMap { name, column in
            let gone = column.missingCount - ((try? after.column(name))?.missingCount ?? 0)
            return gone > 0 ? (name, gone) : nil
        }
        let counts = lacking.sorted { $0.1 > $1.1 }.map { "\($0.0) (\($0.1))" }
        return "\(rowsLeft(before, after)); cells were missing in \(listed(counts))"
    }

    package static func combinations(_ before: Frame, _ after: Frame) -> String {
        "\(counted(after.rowCount, "combination")) in \(counted(before.rowCount, "row"))"
    }

    package static func columnsLeft(_ before: Frame, _ after: Frame) -> String {
        "\(after.columnCount) of \(counted(before.columnCount, "column")) left"
    }

    /// "bill_length_mm is now length"
    package static func renamed(_ before: Frame, _ after: Frame) -> String? {
        let changes = zip(before.names, after.names).filter { $0 != $1 }.map { "\($0) is now \($1)" }
        return changes.isEmpty ? nil : listed(changes)
    }

    /// "new bmi (float, 2 missing); replaced age (int, was string)"
    package static func derived(_ before: Frame, _ after: Frame, _ names: [String]) -> String? {
        var (new, replaced): ([String], [String]) = ([], [])
        for name in names {
            guard let column = try? after.column(name) else { continue }
            let missing = column.missingCount == 0 ? "" : ", \(column.missingCount) missing"
            guard let old = try? before.column(name) else {
                new.append("\(name) (\(column.type.rawValue)\(missing))")
                continue
            }
            let was = old.type == column.type ? "" : ", was \(old.type.rawValue)"
            replaced.append("\(name) (\(column.type.rawValue)\(was)\(missing))")
        }
        let parts = [("new", new), ("replaced", replaced)].filter { !$0.1.isEmpty }
        return parts.isEmpty ? nil : parts.map { "\($0.0) \(listed($0.1))" }.joined(separator: "; ")
    }

    /// "joined 3 frames to 1032 rows; filled with missing: x"
    package static func concatenated(_ parts: [Frame], _ whole: Frame) -> String {
        let filled = whole.names.filter { name in parts.contains { $0.position(of: name) == nil } }
        let remark = filled.isEmpty ? "" : "; missing in some of them: \(listed(filled))"
        return "\(counted(whole.rowCount, "row")) from \(counted(parts.count, "frame"))\(remark)"
    }

    /// "filled age (177), deck (688); still missing in cabin (2)"
    package static func filled(_ before: Frame, _ after: Frame) -> String {
        var (filled, left): ([String], [String]) = ([], [])
        for (name, old, new) in zip(before.names, zip(before.columns, after.columns)).map({ ($0, $1.0, $1.1) }) {
            let count = old.missingCount - new.missingCount
            let type = old.type == new.type ? "" : ", now \(new.type.rawValue)"
            if count > 0 { filled.append("\(name) (\(counted(count, "cell"))\(type))") }
            if new.missingCount > 0 { left.append("\(name) (\(new.missingCount))") }
        }
        let remark = left.isEmpty ? "" : "; still missing in \(listed(left))"
        return (filled.isEmpty ? "nothing filled" : "filled \(listed(filled))") + remark
    }

    /// "275 and 69 rows, in equal shares of species"
    package static func divided(_ parts: [Frame], stratify: String?) -> String {
        let sizes = parts.map { "\($0.rowCount)" }
        let text =
            sizes.count > 1
            ? sizes.dropLast().joined(separator: ", ") + " and " + sizes[sizes.count - 1] : sizes.joined()
        return "\(text) rows" + (stratify.map { ", stratified by \($0)" } ?? "")
    }
}

// MARK: Words

extension Narration {
    /// Of more names or changes the first are listed.
    private static let mostListed = 6

    static func share(_ part: Int, of whole: Int) -> String { "\(part) of \(counted(whole, "row"))" }

    static func listed(_ texts: [String]) -> String {
        guard texts.count > mostListed else { return texts.joined(separator: ", ") }
        let shown = texts.prefix(mostListed - 1)
        return shown.joined(separator: ", ") + " and \(texts.count - shown.count) more"
    }
}
