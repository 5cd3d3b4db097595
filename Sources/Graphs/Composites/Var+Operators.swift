import Signatures
import Tensors

/// Arithmetic on variables. A number takes the dtype of the variable beside it; integers become f32 where the
/// number has a fraction.
extension Var {
    package static func + (a: Var, b: Var) throws -> Var { try a.emitter(with: b).emit(.add, a, b) }
    package static func - (a: Var, b: Var) throws -> Var { try a.emitter(with: b).emit(.sub, a, b) }
    package static func * (a: Var, b: Var) throws -> Var { try a.emitter(with: b).emit(.mul, a, b) }
    package static func / (a: Var, b: Var) throws -> Var { try a.emitter(with: b).emit(.div, a, b) }
    package static prefix func - (x: Var) throws -> Var { try x.emitter.emit(.neg, x) }

    package static func + (a: Var, b: Double) throws -> Var { try a + a.number(b) }
    package static func - (a: Var, b: Double) throws -> Var { try a - a.number(b) }
    package static func * (a: Var, b: Double) throws -> Var { try a * a.number(b) }
    package static func / (a: Var, b: Double) throws -> Var { try a / a.number(b) }
    package static func + (a: Double, b: Var) throws -> Var { try b.number(a) + b }
    package static func - (a: Double, b: Var) throws -> Var { try b.number(a) - b }
    package static func * (a: Double, b: Var) throws -> Var { try b.number(a) * b }
    package static func / (a: Double, b: Var) throws -> Var { try b.number(a) / b }

    /// A number beside this variable, as a variable.
    package func number(_ value: Double) throws -> Var {
        if dtype.isFloating { return try emitter.scalar(value, dtype) }
        return try emitter.scalar(value, value == value.rounded() ? .i64 : .f32)
    }

    /// Where an operation on both belongs: eager values join the tape or recording of the other.
    func emitter(with other: Var) -> Emitter { emitter.mode == .eager ? other.emitter : emitter }
}

/// Comparison and choice.
extension Var {
    package func isEqual(_ other: Var) throws -> Var { try emitter(with: other).emit(.equal, self, other) }
    package func isGreater(_ other: Var) throws -> Var {
        try emitter(with: other).emit(.greater, self, other)
    }
    package func isEqual(_ value: Double) throws -> Var { try emitter.emit(.equal, self, number(value)) }
    package func isGreater(_ value: Double) throws -> Var { try emitter.emit(.greater, self, number(value)) }
    package func isLess(_ value: Double) throws -> Var { try emitter.emit(.less, self, number(value)) }
    package func isGreaterOrEqual(_ value: Double) throws -> Var {
        try emitter.emit(.greaterEqual, self, number(value))
    }
    package func isLessOrEqual(_ value: Double) throws -> Var {
        try emitter.emit(.lessEqual, self, number(value))
    }

    package func and(_ other: Var) throws -> Var { try emitter(with: other).emit(.and, self, other) }
    package func or(_ other: Var) throws -> Var { try emitter(with: other).emit(.or, self, other) }
    package func not() throws -> Var { try emitter.emit(.not, self) }

    /// Where this is true, `a`; elsewhere `b`.
    package func select(_ a: Var, _ b: Var) throws -> Var {
        try emitter(with: a).emit(.select, self, a, b)
    }
    package func select(_ a: Var, _ b: Double) throws -> Var { try select(a, a.number(b)) }
    package func select(_ a: Double, _ b: Var) throws -> Var { try select(b.number(a), b) }
}
