import Frames
import Signatures

extension StepKind {
    static let select = StepKind(
        "select", [.stepColumns],
        """
        Keeps the named columns alone, in that order.
        """,
        example: "select(.age, .fare) >> standardize() >> dense(2, softmax)",
        related: ["drop", "rename", "derive"]
    ) { ChooseColumns(.select, try $0.columnNames()) }

    static let drop = StepKind(
        "drop", [.stepColumns],
        """
        Leaves the named columns out.
        """,
        example: "drop(.name) >> one_hot() >> dense(2, softmax)",
        related: ["select"]
    ) { ChooseColumns(.drop, try $0.columnNames()) }

    static let rename = StepKind(
        "rename", [Parameter("names", .expression, .namedRest)],
        """
        Gives columns new names: `rename(new: .old)`.
        """,
        example: "rename(mass: .body_mass_g) >> standardize() >> dense(2, softmax)",
        related: ["select", "derive"]
    ) { settings in
        RenameColumns(
            try settings.namedExpressions("names").map { new, expression in
                guard let old = expression.columnName else {
                    throw settings.wrong(new, "a column such as `.age`")
                }
                return Renaming(from: old, to: new)
            })
    }

    static let derive = StepKind(
        "derive", [Parameter("columns", .expression, .namedRest)],
        """
        Adds columns that are made from others, row by row.

        An aggregate in a formula, such as `mean(.age)`, is taken over the training rows once and stays.
        """,
        example: "derive(bmi: .kg / .m ^ 2) >> standardize() >> dense(2, softmax)",
        related: ["select", "rename"]
    ) { DeriveColumns(columns: try $0.namedExpressions("columns").map(Derivation.init)) }
}

extension Settings {
    /// The column expressions that were passed by names of the caller's own.
    fileprivate func namedExpressions(_ name: String) throws -> [(name: String, expression: ColumnExpression)] {
        guard case .expressions(let list) = self[name] else { throw wrong(name, "columns by name") }
        return list
    }
}

/// `select` and `drop`.
struct ChooseColumns: Step {
    enum Form: String, Sendable { case select, drop }

    let form: Form
    let columns: [String]

    init(_ form: Form, _ columns: [String]) {
        self.form = form
        self.columns = columns
    }

    var name: String { form.rawValue }

    var details: String { columns.map { "." + $0 }.joined(separator: ", ") }

    func fit(_ frame: Frame) throws -> FittedStep {
        for column in columns { _ = try frame.column(column) }
        return form == .select ? .select(columns) : .drop(columns)
    }
}

struct RenameColumns: Step {
    let renamings: [Renaming]

    init(_ renamings: [Renaming]) { self.renamings = renamings }

    var name: String { "rename" }

    var details: String { renamings.map { "\($0.to): .\($0.from)" }.joined(separator: ", ") }

    func fit(_ frame: Frame) throws -> FittedStep {
        for renaming in renamings { _ = try frame.column(renaming.from) }
        return .rename(renamings)
    }
}

struct DeriveColumns: Step {
    let columns: [Derivation]

    var name: String { "derive" }

    var details: String { columns.map(\.name).joined(separator: ", ") }

    /// Each formula sees the columns that those before it made.
    func fit(_ frame: Frame) throws -> FittedStep {
        var known = frame
        let fitted = try columns.map { column in
            let fitted = Derivation(name: column.name, expression: try column.expression.fitted(on: known))
            known = try fitted.apply(to: known)
            return fitted
        }
        return .derive(fitted)
    }
}
