/// The operators as they are computed, apart from how they are written.
package enum Operator: UInt8, Sendable, CaseIterable {
    case add, subtract, multiply, divide, floorDivide, remainder, matrixMultiply, power
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
    case and, or
    case negate, not

    /// As a script writes it.
    package var symbol: String {
        switch self {
        case .add: "+"
        case .subtract, .negate: "-"
        case .multiply: "*"
        case .divide: "/"
        case .floorDivide: "//"
        case .remainder: "%"
        case .matrixMultiply: "@"
        case .power: "^"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessOrEqual: "<="
        case .greater: ">"
        case .greaterOrEqual: ">="
        case .and: "and"
        case .or: "or"
        case .not: "not"
        }
    }
}
