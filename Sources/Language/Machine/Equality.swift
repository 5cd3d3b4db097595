import Signatures

extension Machine {
    /// Containers within each other; deeper ones are not compared, because that would take a stack of its own.
    static let nestingLimit = 10_000

    /// Whether two values are the same as wholes: `1 == 1.0`; unlike types differ; NaN equals nothing.
    package func isEqual(_ a: Value, _ b: Value) throws -> Bool {
        try isEqual(a, b, depth: 0)
    }

    private func isEqual(_ a: Value, _ b: Value, depth: Int) throws -> Bool {
        switch (a, b) {
        case (.none, .none): return true
        case (.bool(let x), .bool(let y)): return x == y
        case (.object(let x), .object(let y)): return try isEqual(x, y, depth: depth)
        default:
            guard a.isNumber, b.isNumber else { return false }
            return Comparison.numbers(.equal, Slot(a), Slot(b))
        }
    }

    private func isEqual(_ a: Object, _ b: Object, depth: Int) throws -> Bool {
        if a.kind == .array || a.kind == .foreign || b.kind == .array || b.kind == .foreign {
            return try host.isEqual(.object(a), .object(b))
        }
        guard a.kind == b.kind else { return false }
        guard depth < Machine.nestingLimit else {
            throw Fault(.limit, "these are nested too deeply to be compared")
        }
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

    private func areEqual(_ a: [Value], _ b: [Value], _ depth: Int) throws -> Bool {
        guard a.count == b.count else { return false }
        for (x, y) in zip(a, b) where try !isEqual(x, y, depth: depth + 1) { return false }
        return true
    }

    /// The order of fields does not matter.
    private func areEqual(_ a: Fields, _ b: Fields, _ depth: Int) throws -> Bool {
        guard a.count == b.count else { return false }
        for (key, value) in zip(a.keys, a.values) {
            guard let other = b[key], try isEqual(value, other, depth: depth + 1) else { return false }
        }
        return true
    }

    // MARK: in

    @inline(never)
    func membership(_ i: Instruction, _ r: Registers, isNegated: Bool) throws {
        let (element, container) = (r[Int(i.b)].value, r[Int(i.c)].value)
        var outcome = try membership(of: element, in: container)
        if isNegated {
            if case .bool(let isIn) = outcome {
                outcome = .bool(!isIn)
            } else {
                outcome = try host.unary(.not, outcome)
            }
        }
        (r + Int(i.a)).set(Slot(outcome))
    }

    private func membership(of element: Value, in container: Value) throws -> Value {
        if element.isElementwise || container.array != nil || container.foreign != nil {
            return try host.membership(of: element, in: container)
        }
        if let elements = container.sequence {
            for candidate in elements where try isEqual(element, candidate) { return .bool(true) }
            return .bool(false)
        }
        if let record = container.record, let key = element.string {
            return .bool(record.fields.position(of: key) != nil)
        }
        if let text = container.stringObject, let part = element.stringObject {
            return .bool(text.contains(part))
        }
        if let range = container.range, element.isNumber { return .bool(range.contains(number: element)) }
        throw Fault(
            .type,
            "`in` does not work on \(element.type.nameWithArticle) and \(container.type.nameWithArticle)",
            labels: [.init(.argument(0), element.label), .init(.argument(1), container.label)])
    }
}

extension RangeObject {
    fileprivate func contains(number: Value) -> Bool {
        guard let whole = number.int ?? number.number.flatMap({ Int(exactly: $0) }) else { return false }
        return contains(whole)
    }
}
