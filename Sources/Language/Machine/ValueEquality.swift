import Signatures

/// One comparison of two values as wholes: `==`, `equal` and `close` walk through containers here, and ask the host about
/// arrays and foreign values.
///
/// Lists may share elements, and those theirs: `x = [x, x]`, forty times over, has a trillion leaves. What has been
/// found equal is therefore not compared again; what differs ends the comparison.
struct ValueEquality {
    private struct Pair: Hashable {
        let a, b: ObjectIdentifier
    }

    private let machine: Machine
    private let numbers: NumberEquality
    private var equal: Set<Pair> = []
    /// Nothing can explode above this depth, and most values are not that deep: they are compared without a set.
    private static let remembersFrom = 8

    init(machine: Machine, numbers: NumberEquality) {
        self.machine = machine
        self.numbers = numbers
    }

    mutating func isEqual(_ a: Value, _ b: Value, depth: Int) throws -> Bool {
        if a.isOfHost || b.isOfHost { return try machine.host.isEqual(a, b, numbers) }
        switch (a, b) {
        case (.none, .none): return true
        case (.bool(let x), .bool(let y)): return x == y
        case (.object(let x), .object(let y)): return try isEqual(x, y, depth: depth)
        default:
            guard a.isNumber, b.isNumber else { return false }
            return numbers.holds(a, b)
        }
    }

    private mutating func isEqual(_ a: Object, _ b: Object, depth: Int) throws -> Bool {
        guard a.kind == b.kind else { return false }
        guard depth < Machine.nestingLimit else {
            throw Fault(.limit, "these are nested too deeply to be compared")
        }
        let pair = Pair(a: ObjectIdentifier(a), b: ObjectIdentifier(b))
        if depth >= Self.remembersFrom, equal.contains(pair) { return true }
        guard try areEqual(a, b, depth: depth) else { return false }
        if depth >= Self.remembersFrom { equal.insert(pair) }
        return true
    }

    /// Two objects of one kind.
    private mutating func areEqual(_ a: Object, _ b: Object, depth: Int) throws -> Bool {
        switch a.kind {
        case .string:
            return unsafeDowncast(a, to: StringObject.self).compare(unsafeDowncast(b, to: StringObject.self))
                == 0
        case .list:
            return try areEqual(
                unsafeDowncast(a, to: ListObject.self).elements,
                unsafeDowncast(b, to: ListObject.self).elements,
                depth)
        case .tuple:
            return try areEqual(
                unsafeDowncast(a, to: TupleObject.self).elements,
                unsafeDowncast(b, to: TupleObject.self).elements, depth)
        case .record:
            let x = unsafeDowncast(a, to: RecordObject.self).fields
            let y = unsafeDowncast(b, to: RecordObject.self).fields
            return try areEqual(x, y, depth)
        case .range:
            let x = unsafeDowncast(a, to: RangeObject.self)
            let y = unsafeDowncast(b, to: RangeObject.self)
            return x.count == y.count && (x.count == 0 || x.start == y.start)
        default: return a === b
        }
    }

    private mutating func areEqual(_ a: [Value], _ b: [Value], _ depth: Int) throws -> Bool {
        guard a.count == b.count else { return false }
        for (place, (x, y)) in zip(a, b).enumerated() {
            if place % 1024 == 0 { try machine.checkInterrupt() }
            if try !isEqual(x, y, depth: depth + 1) { return false }
        }
        return true
    }

    /// The order of fields does not matter.
    private mutating func areEqual(_ a: Fields, _ b: Fields, _ depth: Int) throws -> Bool {
        guard a.count == b.count else { return false }
        for (key, value) in zip(a.keys, a.values) {
            guard let other = b[key], try isEqual(value, other, depth: depth + 1) else { return false }
        }
        return true
    }
}

extension Value {
    /// Whether only the host knows what is in this value.
    fileprivate var isOfHost: Bool {
        guard case .object(let object) = self else { return false }
        return object.kind == .array || object.kind == .foreign
    }
}
