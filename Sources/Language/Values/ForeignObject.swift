import Signatures

/// A value that only the host knows: a frame, a column, an expression, a layer of the library, a model, a plot.
open class ForeignObject: Object {
    package final let valueType: ValueType

    package init(_ valueType: ValueType) {
        self.valueType = valueType
        super.init(.foreign)
    }
}

/// What a loop takes its values from, one after the other.
open class IteratorObject: Object {
    public init() {
        super.init(.iterator)
    }

    /// The next value, or nil after the last.
    open func next() throws -> Value? { nil }
}
