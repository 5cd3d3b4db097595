import Frames
import Signatures

extension Encoding {
    /// The names of the columns that `one_hot` makes: `sex=female`.
    package var levelNames: [String] { categories.map { "\(column)=\($0)" } }

    /// The number of each cell's category; nil where the cell is missing, −1 where the category is unknown.
    ///
    /// - Throws: a fault that names the category, if unknown ones are errors.
    func codes(_ source: Column, unknown: UnknownCategory, _ notes: inout [String]) throws -> [Int?] {
        let numbers = Dictionary(
            categories.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        var strangers: [String] = []
        let codes = (0..<source.count).map { row in
            source.string(at: row).map { text in
                if let code = numbers[text] { return code }
                strangers.append(text)
                return -1
            }
        }
        guard let first = strangers.first else { return codes }
        if unknown == .error { throw unseen(first) }
        notes.append(remark(on: strangers))
        return codes
    }

    private func unseen(_ category: String) -> Fault {
        let near = nearest(to: category, in: categories)
        return Fault(
            .value, "column `\(column)` has the category \"\(category)\", which training did not see",
            notes: [known]
                + (near.isEmpty
                    ? [] : ["did you mean " + near.map { "\"\($0)\"" }.joined(separator: " or ") + "?"]),
            help: "`unknown: \"ignore\"` in the step lets a model take categories that it does not know")
    }

    private var known: String {
        let shown = categories.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
        return "it saw " + shown + (categories.count > 8 ? " and \(categories.count - 8) more" : "")
    }

    private func remark(on strangers: [String]) -> String {
        let rows = strangers.count == 1 ? "1 row has" : "\(strangers.count) rows have"
        let names = Set(strangers).sorted().prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        return "\(rows) a category in `\(column)` that training did not see: \(names)"
    }

    func oneHot(
        _ source: Column, unknown: UnknownCategory, _ notes: inout [String]
    ) throws -> [(name: String, column: Column)] {
        let codes = try codes(source, unknown: unknown, &notes)
        return levelNames.enumerated().map { level, name in
            (name, Column(.bool(codes.map { $0 == level }), validity: source.validity))
        }
    }

    func ordinal(_ source: Column, unknown: UnknownCategory, _ notes: inout [String]) throws -> Column {
        let codes = try codes(source, unknown: unknown, &notes)
        return Column(codes.map { $0 == -1 ? nil : $0 })
    }
}
