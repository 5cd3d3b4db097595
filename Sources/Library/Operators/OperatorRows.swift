import Frames
import Graphs
import Language
import Signatures

extension Operator {
    /// The row of the op table that computes this on tensors.
    func op(for operands: [Value]) throws -> Op {
        switch self {
        case .add: .add
        case .subtract: .sub
        case .multiply: .mul
        case .divide: .div
        case .floorDivide: .floorDiv
        case .remainder: .remainder
        case .matrixMultiply: .matmul
        case .power: .pow
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterEqual
        case .and, .or, .not: try logical(operands)
        case .negate: .neg
        }
    }

    /// The row, if it is arithmetic element by element.
    var arithmetic: Op? {
        switch self {
        case .add: .add
        case .subtract: .sub
        case .multiply: .mul
        case .divide: .div
        case .power: .pow
        default: nil
        }
    }

    /// `and`, `or` and `not` are for booleans alone: a number is not true or false.
    private func logical(_ operands: [Value]) throws -> Op {
        for (position, operand) in operands.enumerated() {
            let isBoolean = operand.bool != nil || operand.tensor?.dtype == .bool
            guard isBoolean else {
                throw Fault(
                    .type, "`\(symbol)` takes booleans, not \(operand.type.nameWithArticle)",
                    labels: [.init(.argument(position), operand.label)])
            }
        }
        return self == .and ? .and : self == .or ? .or : .not
    }

    /// The row of the table of column functions that computes this on columns.
    var columnFunction: ColumnFunction {
        get throws { try .named(self == .negate ? "negate" : symbol) }
    }
}
