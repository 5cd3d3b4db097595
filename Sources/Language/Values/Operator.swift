/// The operators as they are computed, apart from how they are written.
package enum Operator: UInt8, Sendable, CaseIterable {
    case add, subtract, multiply, divide, floorDivide, modulo, matmul, power
    case equal, notEqual, less, lessEqual, greater, greaterEqual
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
        case .modulo: "%"
        case .matmul: "@"
        case .power: "^"
        case .equal: "=="
        case .notEqual: "!="
        case .less: "<"
        case .lessEqual: "<="
        case .greater: ">"
        case .greaterEqual: ">="
        case .and: "and"
        case .or: "or"
        case .not: "not"
        }
    }
}
