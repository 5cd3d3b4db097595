import Frames
import Signatures

extension StepKind {
    static let oneHot = StepKind(
        "one_hot", [.stepColumns, .unknownCategory],
        """
        Turns each text column into a bool column per category, named `column=category`.

        Categories are those of the training rows, in order. A missing cell stays missing in each of them. A category
        that training did not see is an error, or with `unknown: "ignore"` false in all of them.
        """,
        example: "impute() >> one_hot(.island, .sex) >> dense(2, softmax)",
        related: ["ordinal", "impute"]
    ) { try Encode(.oneHot, settings: $0) }

    static let ordinal = StepKind(
        "ordinal",
        [
            .stepColumns, .unknownCategory,
            Parameter("order", .oneOf([.list, .none]), .named, default: Parameter.Default.none),
        ],
        """
        Turns each text column into whole numbers: 0 for its first category, 1 for the second.

        The order is that of a category column's levels, that of `order:` if given, and alphabetical otherwise. A
        category that training did not see is an error, or missing with `unknown: "ignore"`.
        """,
        example: "ordinal(.size, order: [\"small\", \"medium\", \"large\"]) >> linear_regression()",
        related: ["one_hot"]
    ) { try Encode(.ordinal, settings: $0) }
}

extension Parameter {
    static let unknownCategory = Parameter(
        "unknown", .string, .named, default: .string("error"),
        choices: UnknownCategory.allCases.map(\.rawValue))
}

/// Makes numbers of text, by the categories that the training rows have.
struct Encode: Step {
    enum Form: String, Sendable {
        case oneHot = "one_hot"
        case ordinal
    }

    let form: Form
    let columns: ColumnChoice
    let unknown: UnknownCategory
    let order: [String]?

    init(_ form: Form, settings: Settings) throws {
        self.form = form
        columns = ColumnChoice(try settings.columnNames(), of: [.string, .category])
        guard let unknown = UnknownCategory(rawValue: try settings.string("unknown")) else {
            throw settings.wrong("unknown", "error or ignore")
        }
        self.unknown = unknown
        order = try form == .ordinal ? settings.order() : nil
    }

    var name: String { form.rawValue }

    var details: String {
        let order = order.map { "order: [" + $0.joined(separator: ", ") + "]" } ?? ""
        return listing(columns.text, order, unknown == .error ? "" : "unknown: ignore")
    }

    func fit(_ frame: Frame) throws -> FittedStep {
        let encodings = try columns.resolve(in: frame, for: name).map { name in
            Encoding(column: name, categories: try categories(of: frame.column(name), name))
        }
        switch form {
        case .oneHot: return .oneHot(encodings, unknown: unknown)
        case .ordinal: return .ordinal(encodings, unknown: unknown)
        }
    }

    private func categories(of column: Column, _ name: String) throws -> [String] {
        let present = column.presentCategories
        guard let order else { return present }
        if unknown == .error, let stranger = present.first(where: { !order.contains($0) }) {
            throw Fault(
                .value, "column `\(name)` has the category \"\(stranger)\", which `order` does not have",
                labels: [.init(.named("order"), order.joined(separator: ", "))])
        }
        return order
    }
}

extension Settings {
    fileprivate func order() throws -> [String]? {
        switch self["order"] {
        case .none: return nil
        case .strings(let names) where Set(names).count == names.count: return names
        default: throw wrong("order", "a list of distinct strings")
        }
    }
}

extension Column {
    /// The distinct texts: in the order of the levels for a category column, sorted otherwise.
    fileprivate var presentCategories: [String] {
        let present = Set((0..<count).compactMap { string(at: $0) })
        if case .category(_, let levels) = values { return levels.filter(present.contains) }
        return present.map { Cell.string($0) }.sorted { $0.precedes($1) }.compactMap(\.string)
    }
}
