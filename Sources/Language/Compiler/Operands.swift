import Signatures

extension FunctionBuilder {
    /// A register that holds the value of `expression`: that of a variable itself, or a new temporary.
    func operand(_ expression: Expression) throws(Diagnostic) -> Int {
        if case .name(let name) = expression.kind, let register = try variable(name, at: expression.span) {
            return register
        }
        let register = try newRegister(at: expression.span)
        try self.expression(expression, into: register)
        return register
    }

    /// Registers for two operands. The first is copied if evaluating the second may assign its variable.
    func operands(_ a: Expression, _ b: Expression) throws(Diagnostic) -> (Int, Int) {
        let first = try stableOperand(a, before: [b])
        return (first, try operand(b))
    }

    /// As `operands`, for arithmetic: what is itself arithmetic is marked as a part of it.
    func arithmeticOperands(_ a: Expression, _ b: Expression) throws(Diagnostic) -> (Int, Int) {
        let first = try stableOperand(a, before: [b])
        markPart(a, in: first)
        let second = try operand(b)
        markPart(b, in: second)
        return (first, second)
    }

    func arithmeticOperand(_ expression: Expression) throws(Diagnostic) -> Int {
        let register = try operand(expression)
        markPart(expression, in: register)
        return register
    }

    /// Notes that only arithmetic reads what the last instruction leaves in a register, if that is arithmetic or a
    /// call. Whether it is so noted.
    @discardableResult
    func markPart(_ expression: Expression, in register: Int) -> Bool {
        guard isTemporary(register), expression.mayBePart, let last = instructions.last,
            last.mayBePart, last.result == register
        else { return false }
        instructions[instructions.count - 1].flag |= Temporaries.part
        return true
    }

    /// As `operand`, for a value that must not change while `others` are evaluated.
    func stableOperand(_ expression: Expression, before others: [Expression]) throws(Diagnostic) -> Int {
        let register = try operand(expression)
        guard !isTemporary(register), others.contains(where: mayAssign) else { return register }
        let copy = try newRegister(at: expression.span)
        emit(.move, a: copy, b: register)
        return copy
    }

    /// Evaluates expressions into consecutive registers.
    func window(_ expressions: [Expression], from first: Int) throws(Diagnostic) {
        for (offset, expression) in expressions.enumerated() {
            try withTemporaries { () throws(Diagnostic) in
                try self.expression(expression, into: first + offset)
            }
        }
    }

    func temporaries(_ first: Int, _ second: Int? = nil) -> UInt8 {
        (isTemporary(first) ? Temporaries.first : 0)
            | (second.map { isTemporary($0) && $0 != first } == true ? Temporaries.second : 0)
    }
}

/// Whether evaluating an expression may give a variable another value: it has statements or a dotted update in it.
private func mayAssign(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .none, .bool, .int, .float, .string, .name, .column, .arrow: return false
    case .conditional, .attempt, .block: return true
    case .methodCall(_, let name, _, _) where UpdatePath.Action(method: name) != nil: return true
    default:
        var found = false
        expression.forEachChild { found = found || mayAssign($0) }
        return found
    }
}

extension UpdatePath.Action {
    /// The action of a dotted call on a variable that changes it.
    /// What `x.name(…)` does to x; nil for all other methods.
    package init?(method: String) {
        switch method {
        case "push": self = .push
        case "pop": self = .pop
        case "insert": self = .insert
        case "remove": self = .remove
        default: return nil
        }
    }
}

extension Operator {
    /// The computation that a written operator stands for; nil for `in`, `not in` and `>>`.
    package init?(_ written: BinaryOperator) {
        switch written {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide: self = .divide
        case .floorDivide: self = .floorDivide
        case .remainder: self = .remainder
        case .matrixMultiply: self = .matrixMultiply
        case .power: self = .power
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        case .contained, .notContained, .compose: return nil
        }
    }
}

extension Opcode {
    init(_ written: BinaryOperator) {
        switch written {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide: self = .divide
        case .floorDivide: self = .floorDivide
        case .remainder: self = .remainder
        case .matrixMultiply: self = .matrixMultiply
        case .power: self = .power
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .greater: self = .greater
        case .greaterOrEqual: self = .greaterOrEqual
        case .contained: self = .contained
        case .notContained: self = .notContained
        case .compose: self = .compose
        }
    }

    /// The form whose right operand is a constant.
    var withConstant: Opcode? {
        switch self {
        case .add: .addConstant
        case .subtract: .subtractConstant
        case .multiply: .multiplyConstant
        case .divide: .divideConstant
        case .floorDivide: .floorDivideConstant
        case .remainder: .remainderConstant
        case .power: .powerConstant
        case .jumpEqual: .jumpEqualConstant
        case .jumpNotEqual: .jumpNotEqualConstant
        case .jumpLess: .jumpLessConstant
        case .jumpLessOrEqual: .jumpLessOrEqualConstant
        case .jumpGreater: .jumpGreaterConstant
        case .jumpGreaterOrEqual: .jumpGreaterOrEqualConstant
        default: nil
        }
    }

    /// The form of a comparison that jumps.
    var jumping: Opcode? {
        switch self {
        case .equal: .jumpEqual
        case .notEqual: .jumpNotEqual
        case .less: .jumpLess
        case .lessOrEqual: .jumpLessOrEqual
        case .greater: .jumpGreater
        case .greaterOrEqual: .jumpGreaterOrEqual
        default: nil
        }
    }
}

extension Expression {
    /// The value of a number as it is written, with its sign.
    var numericConstant: Value? {
        switch kind {
        case .int(let value): .int(Int(value))
        case .float(let value): .float(value)
        case .unary(.negate, let operand): operand.numericConstant?.negatedConstant
        default: nil
        }
    }
}

extension Value {
    fileprivate var negatedConstant: Value? {
        switch self {
        case .int(let value):
            let (negated, overflow) = (0).subtractingReportingOverflow(value)
            return overflow ? nil : .int(negated)
        case .float(let value): return .float(-value)
        default: return nil
        }
    }
}

extension Expression {
    fileprivate var mayBePart: Bool {
        switch kind {
        case .binary, .unary, .call: true
        default: false
        }
    }
}

extension Opcode {
    /// Whether an operand may be one that was put off: what comparisons and the like take is computed.
    var takesParts: Bool {
        switch self {
        case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .matrixMultiply, .power: true
        default: false
        }
    }
}

extension Instruction {
    /// Arithmetic, or a call that may turn out to be arithmetic.
    fileprivate var mayBePart: Bool {
        switch opcode {
        case .add, .subtract, .multiply, .divide, .power, .addConstant, .subtractConstant, .multiplyConstant,
            .divideConstant, .powerConstant, .negate, .callGlobal:
            true
        default: false
        }
    }

    fileprivate var result: Int { Int(opcode == .callGlobal ? c : a) }
}
