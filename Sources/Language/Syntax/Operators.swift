/// Operators with one operand.
package enum UnaryOperator: String, Sendable {
    case negate = "-"
    case not
}

/// Operators with two operands that are both evaluated.
package enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case floorDivide = "//"
    case remainder = "%"
    case matrixMultiply = "@"
    case power = "^"
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case contained = "in"
    case notContained = "not in"
    case compose = ">>"

    /// Whether `a < b < c` may be written with it, meaning `a < b and b < c`.
    package var chains: Bool {
        switch self {
        case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal: true
        default: false
        }
    }
}

/// `and` and `or`: the right operand is evaluated only if the left one does not decide.
package enum LogicalOperator: String, Sendable {
    case and, or
}
