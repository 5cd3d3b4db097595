import Language
import Library

/// A record that holds a table, or is long: a line for each field, numbers as in a table.
struct RecordDisplay {
    private let record: RecordObject
    private let display: Display
    private let depth: Int

    /// Records within records further down than this are shown on one line.
    private static let deepest = 8
    /// Of more fields the names are listed.
    private static let mostFields = 40
    private static let nameLines = 3

    init(_ record: RecordObject, _ display: Display, depth: Int) {
        self.record = record
        self.display = display
        self.depth = depth
    }

    /// nil for one that is a line of text.
    var lines: [String]? {
        guard depth < Self.deepest, !record.fields.keys.isEmpty else { return nil }
        let values = record.fields.values.prefix(shownCount)
        let blocks = values.map { display.indented($0, depth: depth + 1) }
        guard blocks.contains(where: { $0 != nil }) || isLong else { return nil }
        return fieldLines(Array(zip(record.fields.keys, zip(values, blocks)))) + further
    }

    private var shownCount: Int { display.isAbridged ? Self.mostFields : record.fields.values.count }

    private var isLong: Bool {
        display.isAbridged
            && displayWidth(Value.object(record).shownLine(limit: display.width + 1)) > display.width
    }

    private func fieldLines(_ fields: [(key: String, field: (value: Value, block: [String]?))]) -> [String] {
        let widest = min(fields.map { displayWidth(visible($0.key)) }.max() ?? 0, display.width / 2)
        let decimals = DecimalStyle(for: fields.compactMap { $0.field.value.decimal })
        return fields.flatMap { key, field in
            let name = truncated(key, to: max(widest, 4))
            if let block = field.block { return [display.style.bold(name)] + block }
            let text = field.value.decimal.map(decimals.text) ?? lineText(field.value, beside: widest)
            return [padded(name, to: widest, right: false) + "  " + text]
        }
    }

    private func lineText(_ value: Value, beside widest: Int) -> String {
        guard display.isAbridged else { return value.lineText }
        return truncated(value.string ?? value.shownLine(limit: display.width), to: max(8, display.width - widest - 2))
    }

    private var further: [String] {
        let left = record.fields.keys.dropFirst(shownCount)
        guard !left.isEmpty else { return [] }
        return namesListed(
            left, after: "\(left.count) more \(left.count == 1 ? "field" : "fields"):", width: display.width,
            mostLines: Self.nameLines
        ).map(display.style.dim)
    }
}

extension Value {
    /// A number that may have decimals.
    fileprivate var decimal: Double? {
        switch self {
        case .float(let number), .single(let number): number
        default: nil
        }
    }
}
