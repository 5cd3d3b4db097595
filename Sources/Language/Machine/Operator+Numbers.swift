extension Operator {
    /// Two numbers combined as the machine combines them; nil if a side is none.
    package func combined(_ a: Value, _ b: Value) throws -> Value? {
        try Arithmetic.numbers(self, Slot(a), Slot(b))?.value
    }
}
