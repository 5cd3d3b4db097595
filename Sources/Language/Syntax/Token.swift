/// One word of the source.
struct Token: Sendable {
    var kind: Kind
    /// Whether a line break stands between it and the token before.
    var newlineBefore = false
    /// Whether a blank, a comment or a line break stands before it.
    var spaceBefore = false
    var start: UInt32
    var end: UInt32
    /// For a bracket: the index of the token that closes or opens it.
    var partner = Token.noPartner

    static let noPartner = UInt32.max

    enum Kind: UInt8, Sendable {
        case endOfText
        case name, int, float, string
        /// A literal that was found wrong, and said to be: it stands for some value.
        case badLiteral
        /// Something that was found wrong, and said to be, and stands for nothing.
        case invalid

        case fn, layer, `if`, `else`, `for`, `in`, `while`, `break`, `continue`, `return`
        case and, or, not, `true`, `false`, none, `try`, `catch`

        case leftParenthesis, rightParenthesis, leftBracket, rightBracket, leftBrace, rightBrace
        case comma, colon, semicolon, dot, ellipsis, halfOpenRange, arrow, pipe, compose
        case assign, addAssign, subtractAssign, multiplyAssign, divideAssign, floorDivideAssign
        case remainderAssign, matrixMultiplyAssign, powerAssign
        case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
        case plus, minus, star, slash, doubleSlash, percent, at, caret
        /// `++` or `--`, which the language does not have.
        case increment
    }
}

extension Token.Kind {
    var isKeyword: Bool { Token.Kind.fn.rawValue <= rawValue && rawValue <= Token.Kind.catch.rawValue }

    var opensBracket: Bool { self == .leftParenthesis || self == .leftBracket || self == .leftBrace }

    var closesBracket: Bool { self == .rightParenthesis || self == .rightBracket || self == .rightBrace }

    /// Whether it can be the end of a value, so that what touches it belongs to that value.
    var endsValue: Bool {
        switch self {
        case .name, .int, .float, .string, .badLiteral, .rightParenthesis, .rightBracket, .rightBrace: true
        default: false
        }
    }

    /// Whether it can only be the start of a value.
    var beginsValue: Bool {
        switch self {
        case .name, .int, .float, .string, .badLiteral, .true, .false, .none, .if, .try, .not: true
        default: false
        }
    }

    /// Whether it can stand at the start of a line that continues the line before.
    var continuesLine: Bool {
        switch self {
        case .pipe, .compose, .and, .or: true
        default: false
        }
    }

    /// Whether something must follow it.
    var asksForMore: Bool {
        switch self {
        case .comma, .arrow, .pipe, .compose, .halfOpenRange, .ellipsis, .in, .and, .or, .not: true
        case .plus, .minus, .star, .slash, .doubleSlash, .percent, .at, .caret: true
        default: (Token.Kind.assign.rawValue...Token.Kind.greaterOrEqual.rawValue).contains(rawValue)
        }
    }

    /// The operator of `+=` and its like.
    var updateOperator: BinaryOperator? {
        switch self {
        case .addAssign: .add
        case .subtractAssign: .subtract
        case .multiplyAssign: .multiply
        case .divideAssign: .divide
        case .floorDivideAssign: .floorDivide
        case .remainderAssign: .remainder
        case .matrixMultiplyAssign: .matrixMultiply
        case .powerAssign: .power
        default: nil
        }
    }
}
