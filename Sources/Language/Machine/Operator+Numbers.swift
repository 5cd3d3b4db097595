extension Operator {
    /// Two numbers combined as the machine combines them; nil if a side is none.
    package func combined(_ a: Value, _ b: Value) throws -> Value? {
        // Only then: a slot made of an object would own a reference that nobody gives back.
        guard a.isNumber, b.isNumber else { return nil }
        return try Arithmetic.numbers(self, Slot(a), Slot(b))?.value
    }
}
