import Signatures

extension Machine {
    /// Containers within each other; deeper ones are not compared, because that would take a stack of its own.
    static let nestingLimit = 10_000

    /// Whether two values are the same as wholes: `1 == 1.0`; unlike types differ; NaN equals nothing.
    package func isEqual(_ a: Value, _ b: Value, _ numbers: NumberEquality = .exact) throws -> Bool {
        var comparison = ValueEquality(machine: self, numbers: numbers)
        return try comparison.isEqual(a, b, depth: 0)
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
                outcome = try host.unary(.not, outcome, isPart: false)
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
