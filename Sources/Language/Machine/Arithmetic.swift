import Glibc
import Signatures

extension Machine {
    /// `a = b ∘ right` for everything that is not done inline.
    @inline(never)
    func binary(_ operation: Operator, _ i: Instruction, _ r: Registers, _ right: Registers) throws {
        let left = r + Int(i.b)
        if let number = try Arithmetic.numbers(operation, left.pointee, right.pointee) {
            (r + Int(i.a)).set(number)
            return
        }
        if operation == .add, try joinStrings(i, r, right) { return }
        let result = try objects(operation, i, left, right)
        releaseTemporaries(i, r)
        (r + Int(i.a)).set(Slot(result))
    }

    /// What nobody reads again is freed at once: it may be a large tensor.
    private func releaseTemporaries(_ i: Instruction, _ r: Registers) {
        if i.flag & Temporaries.first != 0 { (r + Int(i.b)).clear(1) }
        if i.flag & Temporaries.second != 0 { (r + Int(i.c)).clear(1) }
    }

    private func objects(
        _ operation: Operator, _ i: Instruction, _ left: Registers, _ right: Registers
    ) throws -> Value {
        let (a, b) = (left.pointee.value, right.pointee.value)
        guard a.isComputedByHost || b.isComputedByHost else { throw Arithmetic.cannot(operation, a, b) }
        return try host.binary(operation, a, b, isPart: i.flag & Temporaries.part != 0)
    }

    /// `s + t`; the first string grows in place if nobody else holds it.
    private func joinStrings(_ i: Instruction, _ r: Registers, _ right: Registers) throws -> Bool {
        let left = r + Int(i.b)
        // Asked first: `a` below is another holder of the same string.
        let mayGrow = i.flag & Temporaries.first != 0 && left.isUniqueObject
        guard left.pointee.tag == .object, right.pointee.tag == .object,
            let a = left.pointee.object.downcast(.string, to: StringObject.self),
            let b = right.pointee.object.downcast(.string, to: StringObject.self)
        else { return false }
        try host.requireString(bytes: a.text.utf8.count + b.text.utf8.count)
        if mayGrow, left.pointee.bits != right.pointee.bits {
            a.append(b)
            if i.a != i.b {
                let grown = left.take()
                (r + Int(i.a)).set(grown)
            }
        } else {
            (r + Int(i.a)).set(Slot(.object(StringObject(joining: a, b))))
        }
        return true
    }

    @inline(never)
    func unary(_ operation: Operator, _ i: Instruction, _ r: Registers) throws {
        let operand = r[Int(i.b)]
        let result: Slot
        switch (operation, operand.tag) {
        case (.negate, .int):
            let (negated, overflow) = (0).subtractingReportingOverflow(operand.int)
            if overflow { throw Arithmetic.overflow("-(\(operand.int))") }
            result = Slot(negated)
        case (.negate, .float): result = Slot(-operand.float)
        case (.negate, .single): result = Slot(single: -operand.float)
        case (_, .object) where operand.value.isComputedByHost:
            let isPart = i.flag & Temporaries.part != 0
            result = Slot(try host.unary(operation, operand.value, isPart: isPart))
        case (.negate, _): throw Arithmetic.cannot(operation, operand.value)
        default: throw Machine.notBoolean(operand.value, .not, 0)
        }
        (r + Int(i.a)).set(result)
    }

    /// `a = b and/or c`, where b did not decide: a boolean, or something with element-wise booleans.
    @inline(never)
    func logical(_ operation: Operator, _ i: Instruction, _ r: Registers) throws {
        let (left, right) = (r[Int(i.b)], r[Int(i.c)])
        if left.tag == .bool, right.tag == .bool {
            // A left side that decides has jumped over this.
            (r + Int(i.a)).set(right)
            return
        }
        let (a, b) = (left.value, right.value)
        if left.tag != .bool, !a.isComputedByHost { throw Machine.notBoolean(a, operation, 0) }
        if right.tag != .bool, !b.isComputedByHost { throw Machine.notBoolean(b, operation, 1) }
        (r + Int(i.a)).set(Slot(try host.binary(operation, a, b, isPart: false)))
    }

    static func notBoolean(_ value: Value, _ operation: Operator, _ position: Int) -> Fault {
        Fault(
            .type, "`\(operation.symbol)` takes booleans, not \(value.type.nameWithArticle)",
            labels: [.init(.argument(position), value.label)])
    }
}

extension Value {
    /// Whether operators on this value are the host's affair.
    var isComputedByHost: Bool {
        guard case .object(let object) = self else { return false }
        switch object.kind {
        case .array, .foreign, .list, .tuple, .record, .layer: return true
        default: return false
        }
    }
}

/// Arithmetic on numbers.
enum Arithmetic {
    /// Nil unless both are numbers.
    static func numbers(_ operation: Operator, _ x: Slot, _ y: Slot) throws(Fault) -> Slot? {
        guard x.isNumber, y.isNumber else { return nil }
        if x.tag == .int, y.tag == .int { return try ints(operation, x.int, y.int) }
        guard let value = floats(operation, x.number, y.number) else { return nil }
        return Slot(mixing: x, y, value)
    }

    static func floats(_ operation: Operator, _ x: Double, _ y: Double) -> Double? {
        switch operation {
        case .add: x + y
        case .subtract: x - y
        case .multiply: x * y
        case .divide: x / y
        case .floorDivide: (x / y).rounded(.down)
        case .remainder: remainder(x, y)
        case .power: pow(x, y)
        default: nil
        }
    }

    /// With the sign of the divisor, as Python's.
    private static func remainder(_ x: Double, _ y: Double) -> Double {
        let rest = fmod(x, y)
        return rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest
    }

    private static func ints(_ operation: Operator, _ x: Int, _ y: Int) throws(Fault) -> Slot? {
        switch operation {
        case .add: try checked(x.addingReportingOverflow(y), operation, x, y)
        case .subtract: try checked(x.subtractingReportingOverflow(y), operation, x, y)
        case .multiply: try checked(x.multipliedReportingOverflow(by: y), operation, x, y)
        case .divide: Slot(Double(x) / Double(y))
        case .floorDivide: try floorDivide(x, y)
        case .remainder: try remainder(x, y)
        case .power: try power(x, y)
        default: nil
        }
    }

    private static func checked(
        _ outcome: (partialValue: Int, overflow: Bool), _ operation: Operator, _ x: Int, _ y: Int
    ) throws(Fault) -> Slot {
        if outcome.overflow { throw overflow("\(x) \(operation.symbol) \(y)") }
        return Slot(outcome.partialValue)
    }

    private static func floorDivide(_ x: Int, _ y: Int) throws(Fault) -> Slot {
        if y == 0 { throw zeroDivision(.floorDivide) }
        let (quotient, overflow) = x.dividedReportingOverflow(by: y)
        if overflow { throw Arithmetic.overflow("\(x) // \(y)") }
        let isInexact = quotient &* y != x
        return Slot(isInexact && (x < 0) != (y < 0) ? quotient - 1 : quotient)
    }

    private static func remainder(_ x: Int, _ y: Int) throws(Fault) -> Slot {
        if y == 0 { throw zeroDivision(.remainder) }
        if y == -1 { return Slot(0) }
        let rest = x % y
        return Slot(rest != 0 && (rest < 0) != (y < 0) ? rest + y : rest)
    }

    /// By repeated squaring; a negative exponent gives a float.
    private static func power(_ x: Int, _ y: Int) throws(Fault) -> Slot {
        if y < 0 { return Slot(pow(Double(x), Double(y))) }
        var (result, base, exponent) = (1, x, y)
        var overflow = false
        while exponent > 0 {
            if exponent & 1 == 1 { (result, overflow) = multiply(result, base, overflow) }
            exponent >>= 1
            if exponent > 0 { (base, overflow) = multiply(base, base, overflow) }
        }
        if overflow { throw Arithmetic.overflow("\(x) ^ \(y)") }
        return Slot(result)
    }

    private static func multiply(_ x: Int, _ y: Int, _ before: Bool) -> (Int, Bool) {
        let (product, overflow) = x.multipliedReportingOverflow(by: y)
        return (product, before || overflow)
    }

    // MARK: Faults

    static func overflow(_ computation: String) -> Fault {
        Fault(
            .overflow, "\(computation) does not fit a 64-bit integer",
            help: "compute with decimals: write one of the numbers with `.0`")
    }

    private static func zeroDivision(_ operation: Operator) -> Fault {
        Fault(
            .zeroDivision, "`\(operation.symbol)` by the integer 0",
            labels: [.init(.argument(1), "0")])
    }

    static func cannot(_ operation: Operator, _ a: Value, _ b: Value) -> Fault {
        var fault = Fault(
            .type,
            "`\(operation.symbol)` does not work on \(a.type.nameWithArticle) and \(b.type.nameWithArticle)",
            labels: [.init(.argument(0), a.label), .init(.argument(1), b.label)])
        if a.isNone || b.isNone {
            fault.notes.append("`none` stands for a value that is missing")
        } else if operation == .add, a.string != nil || b.string != nil {
            fault.help = "write a string with the value in it: \"…{value}\""
        } else if operation == .multiply, a.string != nil, b.int != nil {
            fault.help = "write `repeat(text, count)`"
        }
        return fault
    }

    static func cannot(_ operation: Operator, _ a: Value) -> Fault {
        Fault(
            .type, "`\(operation.symbol)` does not work on \(a.type.nameWithArticle)",
            labels: [.init(.argument(0), a.label)])
    }
}

extension Slot {
    /// What two numbers give of which at least one is decimal: a single stays one with another, or with an int.
    @inline(__always)
    init(mixing x: Slot, _ y: Slot, _ value: Double) {
        self.init(tag: x.tag == .float || y.tag == .float ? .float : .single, bits: value.bitPattern)
    }

    /// The number as a float; only for numbers.
    @inline(__always)
    var number: Double { tag == .int ? Double(int) : float }
}
