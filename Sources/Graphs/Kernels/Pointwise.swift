import CKernels

/// A row of one operand that is computed element by element.
package enum UnaryKernel: Sendable {
    case neg, abs, sign, square, sqrt, exp, expm1, log, log1p, sin, cos, tan, tanh, sigmoid, relu, softplus
    case erf, floor, ceil, round, not
    case isNaN, isFinite

    /// The C function and which of its operations it is.
    var function: (KernelFunction, Int32) {
        switch self {
        case .isNaN: (tk_test, Int32(TK_IS_NAN.rawValue))
        case .isFinite: (tk_test, Int32(TK_IS_FINITE.rawValue))
        default: (tk_unary, Int32(operation.rawValue))
        }
    }

    /// Which of `tk_unary`'s operations it is; the tests have a function of their own.
    var operation: tk_unary_op {
        switch self {
        case .neg: TK_NEG
        case .abs: TK_ABS
        case .sign: TK_SIGN
        case .square: TK_SQUARE
        case .sqrt: TK_SQRT
        case .exp: TK_EXP
        case .expm1: TK_EXPM1
        case .log: TK_LOG
        case .log1p: TK_LOG1P
        case .sin: TK_SIN
        case .cos: TK_COS
        case .tan: TK_TAN
        case .tanh: TK_TANH
        case .sigmoid: TK_SIGMOID
        case .relu: TK_RELU
        case .softplus: TK_SOFTPLUS
        case .erf: TK_ERF
        case .floor: TK_FLOOR
        case .ceil: TK_CEIL
        case .round: TK_ROUND
        case .not, .isNaN, .isFinite: TK_NOT
        }
    }
}

/// A row of two operands that is computed element by element.
package enum BinaryKernel: Sendable {
    case add, sub, mul, div, pow, maximum, minimum, floorDiv, remainder
    case equal, notEqual, less, lessEqual, greater, greaterEqual
    case and, or

    /// The C function and which of its operations it is.
    var function: (KernelFunction, Int32) {
        switch self {
        case .add: (tk_binary, Int32(TK_ADD.rawValue))
        case .sub: (tk_binary, Int32(TK_SUB.rawValue))
        case .mul: (tk_binary, Int32(TK_MUL.rawValue))
        case .div: (tk_binary, Int32(TK_DIV.rawValue))
        case .pow: (tk_binary, Int32(TK_POW.rawValue))
        case .maximum: (tk_binary, Int32(TK_MAX.rawValue))
        case .minimum: (tk_binary, Int32(TK_MIN.rawValue))
        case .floorDiv: (tk_binary, Int32(TK_FLOOR_DIV.rawValue))
        case .remainder: (tk_binary, Int32(TK_MOD.rawValue))
        case .equal: (tk_compare, Int32(TK_EQUAL.rawValue))
        case .notEqual: (tk_compare, Int32(TK_NOT_EQUAL.rawValue))
        case .less: (tk_compare, Int32(TK_LESS.rawValue))
        case .lessEqual: (tk_compare, Int32(TK_LESS_EQUAL.rawValue))
        case .greater: (tk_compare, Int32(TK_GREATER.rawValue))
        case .greaterEqual: (tk_compare, Int32(TK_GREATER_EQUAL.rawValue))
        case .and: (tk_logic, Int32(TK_AND.rawValue))
        case .or: (tk_logic, Int32(TK_OR.rawValue))
        }
    }
}
