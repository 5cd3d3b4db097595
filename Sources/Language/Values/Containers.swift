/// A list: any values, in order.
public final class ListObject: Object {
    package var elements: [Value]

    package init(_ elements: [Value]) {
        self.elements = elements
        super.init(.list)
    }

    deinit { Graveyard.bury(&elements) }
}

/// A fixed number of values: what `(a, b)` makes and `a, b = f(x)` takes apart.
public final class TupleObject: Object {
    package private(set) var elements: [Value]

    package init(_ elements: [Value]) {
        self.elements = elements
        super.init(.tuple)
    }

    deinit { Graveyard.bury(&elements) }
}

/// Named fields in the order in which they were written.
public final class RecordObject: Object {
    package var fields: Fields

    package init(_ fields: Fields) {
        self.fields = fields
        super.init(.record)
    }

    deinit { Graveyard.bury(&fields.values) }
}

/// Integers from `start` to `stop`, which belongs to it if it is closed.
public final class RangeObject: Object {
    package let start: Int
    package let stop: Int
    package let isClosed: Bool
    package let count: Int

    /// Nil if the number of integers is itself too large for one.
    package init?(_ start: Int, _ stop: Int, isClosed: Bool) {
        let (distance, overflow) = stop.subtractingReportingOverflow(start)
        let (count, overflow2) = distance.addingReportingOverflow(isClosed ? 1 : 0)
        guard stop < start || (!overflow && !overflow2) else { return nil }
        self.start = start
        self.stop = stop
        self.isClosed = isClosed
        self.count = stop < start ? 0 : count
        super.init(.range)
    }

    /// The integer at `index`, which must be within `0 ..< count`.
    package func element(_ index: Int) -> Int { start &+ index }

    package func contains(_ value: Int) -> Bool {
        value >= start && (isClosed ? value <= stop : value < stop)
    }
}
