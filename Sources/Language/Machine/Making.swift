import Signatures

/// Making lists, records, strings and the like.
extension Machine {
    @inline(never)
    func makeTuple(_ i: Instruction, _ r: Registers) {
        let elements = taken(Int(i.c), from: r + Int(i.b))
        (r + Int(i.a)).set(Slot(TupleObject(elements) as Object))
    }

    func taken(_ count: Int, from first: Registers) -> [Value] {
        (0..<count).map { (first + $0).takeValue() }
    }

    @inline(never)
    func extendList(_ i: Instruction, _ r: Registers) {
        guard let list = r[Int(i.a)].value.list else { return }
        list.elements.append(contentsOf: taken(Int(i.c), from: r + Int(i.b)))
    }

    /// `[…]`: a tensor if its elements are all numbers, all booleans, or all brackets that are tensors.
    @inline(never)
    func finishBracket(_ i: Instruction, _ r: Registers) throws {
        guard let elements = r[Int(i.a)].value.list?.elements, let first = elements.first else { return }
        let isTensor: Bool
        if first.isNumberLike {
            isTensor = elements.allSatisfy(\.isNumberLike)
        } else if first.bool != nil {
            isTensor = elements.allSatisfy { $0.bool != nil }
        } else {
            isTensor = i.flag != 0 && elements.allSatisfy { $0.array != nil }
            if isTensor { try checkRagged(elements) }
        }
        if isTensor { (r + Int(i.a)).set(Slot(try host.tensor(of: elements))) }
    }

    private func checkRagged(_ rows: [Value]) throws {
        guard let first = rows.first?.array?.sizes else { return }
        for (index, row) in rows.enumerated() where row.array?.sizes != first {
            throw Fault(
                .shape, "the parts of a tensor must have one shape, and these differ",
                labels: [.init(.argument(0), rows[0].label), .init(.argument(index), row.label)],
                help: "write `list(…)` for a list of tensors")
        }
    }

    @inline(never)
    func setField(_ i: Instruction, _ r: Registers, _ frame: Frame) {
        guard let record = r[Int(i.a)].value.record else { return }
        record.fields[frame.code.tables.names[Int(i.d)]] = (r + Int(i.b)).takeValue()
    }

    @inline(never)
    func spread(_ i: Instruction, _ r: Registers) throws {
        let value = (r + Int(i.b)).takeValue()
        let source = try spreadFields(value)
        guard let record = r[Int(i.a)].value.record else { return }
        for (key, value) in zip(source.keys, source.values) { record.fields[key] = value }
    }

    func notSpreadable(_ value: Value) -> Fault {
        Fault(
            .type, "`...` in a record takes a record, not \(value.type.nameWithArticle)",
            labels: [.init(.argument(0), value.label)])
    }

    @inline(never)
    func unpack(_ i: Instruction, _ r: Registers) throws {
        let value = r[Int(i.b)].value
        let elements = try unpacked(value, count: Int(i.c))
        if i.flag & Temporaries.first != 0 { (r + Int(i.b)).clear(1) }
        for (offset, element) in elements.enumerated() { (r + Int(i.a) + offset).set(Slot(element)) }
    }

    /// The elements that a value is taken apart to, one for each of `count` names.
    package func unpacked(_ value: Value, count: Int) throws -> [Value] {
        var elements: [Value]? = value.sequence
        if elements == nil, let array = value.array, array.sizes.first == count {
            elements = try (0..<count).map { try host.element(of: array, at: [.value(.int($0))]) }
        }
        let given = elements?.count ?? value.array?.sizes.first
        guard let elements, elements.count == count else {
            let what = given.map { "\($0) values" } ?? value.type.nameWithArticle
            throw Fault(
                given == nil ? .type : .shape, "\(count) names stand here for \(what)",
                labels: [.init(.argument(0), value.label)])
        }
        return elements
    }

    @inline(never)
    func makeRange(_ i: Instruction, _ r: Registers) throws {
        (r + Int(i.a)).set(Slot(try range(r[Int(i.b)].value, r[Int(i.c)].value, isClosed: i.flag != 0)))
    }

    func bounds(_ low: Slot, _ high: Slot) throws -> (Int, Int) {
        for (position, bound) in [low, high].enumerated() where bound.tag != .int {
            throw notABound(bound.value, position)
        }
        return (low.int, high.int)
    }

    func notABound(_ bound: Value, _ position: Int) -> Fault {
        Fault(
            .type, "a range goes from one int to another, and this is \(bound.type.nameWithArticle)",
            labels: [.init(.argument(position), bound.label)])
    }

    static let rangeTooLong = Fault(.overflow, "the range has more integers than can be counted")

    // MARK: Strings

    @inline(never)
    func format(_ i: Instruction, _ r: Registers, _ k: UnsafeMutablePointer<Slot>) throws {
        let place = r + Int(i.b)
        // `join` writes integers and strings as they are.
        if i.d < 0, place.pointee.tag == .int || place.pointee.stringObject != nil {
            let part = place.take()
            return (r + Int(i.a)).set(part)
        }
        let value = place.takeValue()
        let format = i.d < 0 ? nil : k[Int(i.d)].value.string
        (r + Int(i.a)).set(Slot(.string(try host.text(of: value, format: format))))
    }

    @inline(never)
    func join(_ i: Instruction, _ r: Registers) throws {
        let parts = UnsafeMutableBufferPointer(start: r + Int(i.b), count: Int(i.c))
        let bytes = parts.reduce(0) { $0 + ($1.stringObject?.text.utf8.count ?? $1.int.characterCount) }
        try host.requireString(bytes: bytes)
        let text = StringObject(capacity: bytes)
        for part in parts {
            if let string = part.stringObject { text.append(string) } else { text.append(part.int) }
        }
        (r + Int(i.b)).clear(Int(i.c))
        (r + Int(i.a)).set(Slot(text as Object))
    }
}

extension Int {
    /// How long it is as text.
    fileprivate var characterCount: Int {
        var (count, rest) = (self < 0 ? 2 : 1, magnitude)
        while rest >= 10 {
            count += 1
            rest /= 10
        }
        return count
    }
}

extension Slot {
    /// The string here, which lives as long as this place holds it.
    fileprivate var stringObject: StringObject? {
        tag == .object ? object.downcast(.string, to: StringObject.self) : nil
    }
}

extension Value {
    /// A number, or an array without axes: a number whose gradient is being taken.
    fileprivate var isNumberLike: Bool { isNumber || array?.header.rank == 0 }
}
