import Frames
import Signatures

extension StepKind {
    static let standardize = StepKind(
        "standardize", [.stepColumns],
        """
        Brings columns to mean 0 and standard deviation 1, as measured on the training rows.

        Divides by the deviation over n; a column that doesn't vary is only centred. Without names it takes all int
        and float columns, not bool ones.
        """,
        example: "impute() >> standardize() >> dense(2, softmax)",
        related: ["min_max", "zscore"]
    ) { Scale(.standardize, ColumnChoice(try $0.columnNames(), of: Scale.types)) }

    static let minMax = StepKind(
        "min_max", [.stepColumns],
        """
        Brings columns to the range from 0 to 1 that they have in the training rows.

        Values beyond those of the training rows go beyond 0 and 1. Without names it takes all int and float columns.
        """,
        example: "min_max(.age, .fare) >> dense(2, softmax)",
        related: ["standardize"]
    ) { Scale(.minMax, ColumnChoice(try $0.columnNames(), of: Scale.types)) }
}

/// Moves and stretches numbers: `(x - center) / divisor`.
struct Scale: Step {
    enum Method: String, Sendable {
        case standardize
        case minMax = "min_max"
    }

    /// Booleans that stand for categories are left as 0 and 1.
    static let types: Set<ColumnType> = [.int, .float]

    let method: Method
    let columns: ColumnChoice

    init(_ method: Method, _ columns: ColumnChoice) {
        self.method = method
        self.columns = columns
    }

    var name: String { method.rawValue }

    var details: String { columns.text }

    func fit(_ frame: Frame) throws -> FittedStep {
        let scalings = try columns.resolve(in: frame, for: name).map { name in
            let numbers = try frame.column(name).presentNumbers
            guard !numbers.isEmpty else { throw nothingToLearn(name) }
            return scaling(of: numbers, column: name)
        }
        return .scale(name: name, scalings)
    }

    private func scaling(of numbers: [Double], column: String) -> Scaling {
        let (center, divisor) =
            switch method {
            case .standardize: meanAndDeviation(of: numbers)
            case .minMax: lowestAndSpan(of: numbers)
            }
        return Scaling(column: column, center: center, divisor: divisor == 0 ? 1 : divisor)
    }

    private func nothingToLearn(_ column: String) -> Fault {
        Fault(
            .missing, "`\(name)` can't measure column `\(column)`: every cell of it is missing in training",
            help: "leave it out with `drop(.\(column))` before `\(name)`")
    }
}

/// The deviation over n. That of equal numbers is exactly 0, however their mean is rounded.
private func meanAndDeviation(of numbers: [Double]) -> (Double, Double) {
    if let first = numbers.first, numbers.allSatisfy({ $0 == first }) { return (first, 0) }
    let (reductions, count) = (Reductions(numbers), Double(numbers.count))
    let variance = (reductions.variance ?? 0) * ((count - 1) / count)
    return (reductions.mean ?? 0, variance.squareRoot())
}

private func lowestAndSpan(of numbers: [Double]) -> (Double, Double) {
    let reductions = Reductions(numbers)
    guard let lowest = reductions.min, let highest = reductions.max else { return (0, 1) }
    return (lowest, highest - lowest)
}

extension Scaling {
    func apply(to column: Column) -> Column {
        column.mapNumbers { ($0 - center) / divisor }
    }
}
