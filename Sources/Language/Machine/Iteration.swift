import Signatures

/// Loops.
extension Machine {
    /// Turns the bounds in `a` and `a+1` into the present integer and how many are left; false if there is none.
    @inline(never)
    func startRange(_ i: Instruction, _ r: Registers) throws -> Bool {
        let first = r + Int(i.a)
        let (low, high) = try bounds(first[0], first[1])
        if high < low || (high == low && i.flag == 0) { return false }
        let (distance, overflow) = high.subtractingReportingOverflow(low)
        let (count, overflow2) = distance.addingReportingOverflow(i.flag != 0 ? 1 : 0)
        if overflow || overflow2 { throw Machine.rangeTooLong }
        (first + 1).set(Slot(count))
        (r + Int(i.b)).set(Slot(low))
        return true
    }

    @inline(never)
    func startIteration(_ i: Instruction, _ r: Registers) throws {
        let source = r[Int(i.b)].value
        let iterator = try iterator(over: source)
        if i.flag & Temporaries.first != 0 { (r + Int(i.b)).clear(1) }
        (r + Int(i.a)).set(Slot(iterator as Object))
    }

    /// What a loop goes over, one value at a time.
    package func iterator(over value: Value) throws -> IteratorObject {
        if let elements = value.sequence { return ElementIterator(elements) }
        if let range = value.range { return RangeIterator(range) }
        if let text = value.stringObject { return ScalarIterator(text) }
        if let object = value.object, object.kind == .array || object.kind == .foreign {
            return try host.iterator(over: object)
        }
        throw Fault(
            .type, "a loop cannot go over \(value.type.nameWithArticle)",
            labels: [.init(.argument(0), value.label)],
            help: value.int == nil ? nil : "write `for i in 0..<n` to count")
    }

    /// Puts the next value into `b`; false after the last.
    @inline(never)
    func advance(_ i: Instruction, _ r: Registers) throws -> Bool {
        guard case .object(let object) = r[Int(i.a)].value, object.kind == .iterator else { return false }
        guard let value = try unsafeDowncast(object, to: IteratorObject.self).next() else { return false }
        (r + Int(i.b)).set(Slot(value))
        return true
    }
}

/// Walks the elements as they were when the loop began.
private final class ElementIterator: IteratorObject {
    private let elements: [Value]
    private var index = 0

    init(_ elements: [Value]) { self.elements = elements }

    override func next() -> Value? {
        guard index < elements.count else { return nil }
        index += 1
        return elements[index - 1]
    }
}

private final class RangeIterator: IteratorObject {
    private let range: RangeObject
    private var index = 0

    init(_ range: RangeObject) { self.range = range }

    override func next() -> Value? {
        guard index < range.count else { return nil }
        index += 1
        return .int(range.element(index - 1))
    }
}

/// Walks code points.
private final class ScalarIterator: IteratorObject {
    private var scalars: String.UnicodeScalarView.Iterator

    init(_ text: StringObject) { scalars = text.text.unicodeScalars.makeIterator() }

    override func next() -> Value? { scalars.next().map { .string(String($0)) } }
}
