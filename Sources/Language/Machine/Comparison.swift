import Signatures

extension Machine {
    /// `a = b ∘ c` for a comparison.
    @inline(never)
    func compare(_ operation: Operator, _ i: Instruction, _ r: Registers) throws {
        let (x, y) = (r[Int(i.b)], r[Int(i.c)])
        (r + Int(i.a)).set(Slot(try comparison(operation, x, y)))
    }

    /// The outcome of a comparison that must be one boolean.
    @inline(never)
    func holdsSlowly(_ operation: Operator, _ x: Slot, _ y: Slot) throws -> Bool {
        let outcome = try comparison(operation, x, y)
        guard case .bool(let holds) = outcome else { throw Machine.notACondition(outcome) }
        return holds
    }

    private func comparison(_ operation: Operator, _ x: Slot, _ y: Slot) throws -> Value {
        if x.isNumber, y.isNumber { return .bool(Comparison.numbers(operation, x, y)) }
        let (a, b) = (x.value, y.value)
        if a.isElementwise || b.isElementwise {
            return try host.binary(operation, a, b, isPart: false)
        }
        switch operation {
        case .equal: return .bool(try isEqual(a, b))
        case .notEqual: return .bool(try !isEqual(a, b))
        default: return .bool(try isOrdered(operation, a, b))
        }
    }

    private func isOrdered(_ operation: Operator, _ a: Value, _ b: Value) throws -> Bool {
        guard let x = a.stringObject, let y = b.stringObject else {
            throw Arithmetic.cannot(operation, a, b)
        }
        let order = x.compare(y)
        switch operation {
        case .less: return order < 0
        case .lessOrEqual: return order <= 0
        case .greater: return order > 0
        default: return order >= 0
        }
    }

    static func notACondition(_ value: Value) -> Fault {
        if value.array?.header.rank == 0 {
            return Fault(.recording, "a condition depends on data while the computation is being recorded")
        }
        var fault = Fault(
            .type, "a condition is one boolean, not \(value.type.nameWithArticle)",
            labels: [.init(.argument(0), value.label)])
        if value.array?.dtype == .bool {
            fault.help = "write `all(…)` or `any(…)` around it"
        } else if value.foreign?.valueType == .column {
            fault.help = "`filter(df, …)` keeps the rows for which a condition holds"
        } else if value.foreign?.valueType == .expression {
            fault.help = "write `when(condition, a, b)`, which chooses for each row"
        }
        return fault
    }
}

extension Value {
    /// Whether `==` compares the elements of this value rather than the whole.
    var isElementwise: Bool {
        guard case .object(let object) = self else { return false }
        if object.kind == .array { return true }
        guard object.kind == .foreign else { return false }
        switch unsafeDowncast(object, to: ForeignObject.self).valueType {
        case .column, .expression: return true
        default: return false
        }
    }
}

/// Comparison of numbers; an int and a float are compared exactly.
enum Comparison {
    static func numbers(_ operation: Operator, _ x: Slot, _ y: Slot) -> Bool {
        switch (x.tag, y.tag) {
        case (.int, .int): outcome(operation, x.int < y.int, x.int == y.int, x.int > y.int)
        case (.int, _): intAndFloat(operation, x.int, y.float)
        case (_, .int): intAndFloat(operation.mirrored, y.int, x.float)
        default: outcome(operation, x.float < y.float, x.float == y.float, x.float > y.float)
        }
    }

    private static func intAndFloat(_ operation: Operator, _ x: Int, _ y: Double) -> Bool {
        if y.isNaN { return outcome(operation, false, false, false) }
        // Above 2^63 every float is larger than every int, and below it every one has an int next to it.
        if y >= 0x1p63 { return outcome(operation, true, false, false) }
        if y < -0x1p63 { return outcome(operation, false, false, true) }
        let whole = y.rounded(.down)
        let floor = Int(exactly: whole) ?? 0
        if x == floor { return outcome(operation, whole < y, whole == y, false) }
        return outcome(operation, x < floor, false, x > floor)
    }

    private static func outcome(_ operation: Operator, _ less: Bool, _ equal: Bool, _ greater: Bool) -> Bool {
        switch operation {
        case .equal: equal
        case .notEqual: !equal
        case .less: less
        case .lessOrEqual: less || equal
        case .greater: greater
        default: greater || equal
        }
    }
}

extension Operator {
    /// The comparison with its sides exchanged.
    fileprivate var mirrored: Operator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: self
        }
    }
}
