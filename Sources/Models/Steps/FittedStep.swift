import Frames
import Signatures

/// What a step has learnt: plain data, enough to prepare new rows, to be stored, and to be exported.
///
/// Several steps of the language may learn the same form: `standardize` and `min_max` are both a `scale`.
package enum FittedStep {
    case impute([Imputation])
    /// `name` is the step that it was made by, for tables.
    case scale(name: String, [Scaling])
    case oneHot([Encoding], unknown: UnknownCategory)
    case ordinal([Encoding], unknown: UnknownCategory)
    case select([String])
    case drop([String])
    case rename([Renaming])
    case derive([Derivation])
    /// A function of the language on frames; it holds no data, so a model with one can't be stored.
    case function(any PipelineFunction)
}

/// The cell that stands in for the missing ones of a column.
package struct Imputation: Hashable, Sendable {
    package var column: String
    package var value: Cell

    package init(column: String, value: Cell) {
        self.column = column
        self.value = value
    }
}

/// `(x - center) / divisor`, as a float column.
package struct Scaling: Hashable, Sendable {
    package var column: String
    package var center: Double
    /// Never 0: a column that doesn't vary is only centred.
    package var divisor: Double

    package init(column: String, center: Double, divisor: Double) {
        self.column = column
        self.center = center
        self.divisor = divisor
    }
}

/// The categories that a text column had in training, in the order of their codes.
package struct Encoding: Hashable, Sendable {
    package var column: String
    package var categories: [String]

    package init(column: String, categories: [String]) {
        self.column = column
        self.categories = categories
    }
}

/// What becomes of a category that training did not see.
package enum UnknownCategory: String, Hashable, Sendable, CaseIterable {
    case error
    /// All of its columns are false (`one_hot`), or its code is missing (`ordinal`).
    case ignore
}

package struct Renaming: Hashable, Sendable {
    package var from: String
    package var to: String

    package init(from: String, to: String) {
        self.from = from
        self.to = to
    }
}

/// A column made from others, row by row: what it took from the training rows as a whole is a constant in it.
package struct Derivation: Sendable {
    package var name: String
    package var expression: ColumnExpression

    package init(name: String, expression: ColumnExpression) {
        self.name = name
        self.expression = expression
    }
}
