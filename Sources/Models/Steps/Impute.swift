import Frames
import Signatures

extension StepKind {
    static let impute = StepKind(
        "impute",
        [
            .stepColumns,
            Parameter(
                "strategy", .string, .named, default: .string("median"),
                choices: Impute.Strategy.allCases.map(\.rawValue)),
        ],
        """
        Fills missing cells with what the training rows have.

        Numbers take their median (or `strategy: "mean"`), all other columns their most frequent value; a column
        without missing cells in training is filled all the same when they turn up later.
        """,
        example: "impute() >> one_hot() >> dense(2, softmax)",
        related: ["missing", "fill_missing", "drop_missing"]
    ) { settings in
        guard let strategy = Impute.Strategy(rawValue: try settings.string("strategy")) else {
            throw settings.wrong("strategy", "median, mean or most_frequent")
        }
        return Impute(
            columns: ColumnChoice(try settings.columnNames(), of: Set(ColumnType.allCases)), strategy)
    }
}

/// Fills missing cells by the median, the mean or the most frequent value of the training rows.
struct Impute: Step {
    enum Strategy: String, Sendable, CaseIterable {
        case median, mean
        case mostFrequent = "most_frequent"
    }

    let columns: ColumnChoice
    let strategy: Strategy

    init(columns: ColumnChoice, _ strategy: Strategy) {
        self.columns = columns
        self.strategy = strategy
    }

    var name: String { "impute" }

    var details: String { strategy == .median ? columns.text : listing(columns.text, strategy.rawValue) }

    func fit(_ frame: Frame) throws -> FittedStep {
        .impute(
            try columns.resolve(in: frame, for: name).map { name in
                guard let value = value(of: try frame.column(name)) else { throw nothingToLearn(name) }
                return Imputation(column: name, value: value)
            })
    }

    /// What fills a column; nil if every cell of it is missing.
    private func value(of column: Column) -> Cell? {
        guard column.type == .float || column.type == .int, strategy != .mostFrequent else {
            return column.mostFrequent
        }
        let numbers = Reductions(column.presentNumbers)
        guard let filler = strategy == .median ? numbers.median : numbers.mean else { return nil }
        if column.type == .int, let whole = Int(exactly: filler) { return .int(whole) }
        return .float(filler)
    }

    private func nothingToLearn(_ name: String) -> Fault {
        Fault(
            .missing,
            "`impute` has nothing to fill column `\(name)` with: every cell of it is missing in training",
            help: "leave it out with `drop(.\(name))` before `impute`")
    }
}

extension Imputation {
    /// The frame with the column's missing cells filled. Whole numbers become decimals if the filler is not whole,
    /// with or without missing cells, so that the type never depends on the rows.
    func apply(to frame: Frame) throws -> Frame {
        let filled = try ColumnExpression.call("coalesce", .column(column), .constant(value))
        return try frame.setting(column, frame.evaluate(filled))
    }
}
