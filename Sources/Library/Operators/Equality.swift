import Frames
import Language
import Signatures

/// The leaves of whole values that the machine does not compare: `==`, `equal` and `close` come here for each of them.
extension Session {
    package func isEqual(_ a: Value, _ b: Value, _ numbers: NumberEquality) throws -> Bool {
        if let x = a.frame, let y = b.frame { return try numbers.areEqual(x, y) }
        if let x = a.column, let y = b.column { return try numbers.areEqual(x, y) }
        if let x = a.plot, let y = b.plot { return x == y }
        if a.tensor != nil || b.tensor != nil { return try areEqualTensors(a, b, numbers) }
        guard case .object(let x) = a, case .object(let y) = b else { return false }
        return x === y
    }

    /// A tensor equals numbers, and lists of them, that have its shape.
    private func areEqualTensors(_ a: Value, _ b: Value, _ numbers: NumberEquality) throws -> Bool {
        guard a.isTensorLike || a.list != nil, b.isTensorLike || b.list != nil else { return false }
        return try numbers.areEqual(tensor(from: a, at: 0), tensor(from: b, at: 1))
    }
}

/// Membership in tensors, columns and frames, and the order that `sort` uses.
extension Session {
    /// `element in container` for tensors, columns and frames (whose columns' names it then means).
    package func membership(of element: Value, in container: Value) throws -> Value {
        if let expression = element.expression { return try membership(of: expression, in: container) }
        if let frame = container.frame, let name = element.columnName {
            return .bool(frame.position(of: name) != nil)
        }
        if let column = container.column, let cell = element.asCell {
            return .bool(try column.contains(cell))
        }
        guard let tensor = try container.tensor?.variable.read(), let number = element.number else {
            throw Fault(
                .type,
                "`in` can't look for \(element.type.nameWithArticle) in \(container.type.nameWithArticle)",
                labels: [.init(.argument(0), element.label), .init(.argument(1), container.label)])
        }
        return .bool(try tensor.contains(number))
    }

    /// `.island in ["Biscoe", "Dream"]`: equal to any of them.
    private func membership(of expression: ColumnExpression, in container: Value) throws -> Value {
        let candidates = try elements(of: container).compactMap(\.asExpression)
        var result = ColumnExpression.constant(.bool(false))
        for (place, candidate) in candidates.enumerated() {
            let isThis = try ColumnExpression.call(Operator.equal.columnFunction, [expression, candidate])
            result = place == 0 ? isThis : try .call(Operator.or.columnFunction, [result, isThis])
        }
        return .expression(result)
    }

    /// Whether `a` comes before `b`: numbers by size, with NaN last, texts by code points, lists by elements.
    func isLess(_ a: Value, _ b: Value) throws -> Bool { try isLess(a, b, depth: 0) }

    private func isLess(_ a: Value, _ b: Value, depth: Int) throws -> Bool {
        // Each level asks twice.
        guard depth < 16 else { throw Fault(.limit, "lists are ordered at most 16 levels deep") }
        if let x = a.number, let y = b.number { return x < y || (y.isNaN && !x.isNaN) }
        if let x = a.string, let y = b.string {
            return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars)
        }
        if let x = a.bool, let y = b.bool { return !x && y }
        if let x = a.sequence, let y = b.sequence {
            for (first, second) in zip(x, y) {
                if try isLess(first, second, depth: depth + 1) { return true }
                if try isLess(second, first, depth: depth + 1) { return false }
            }
            return x.count < y.count
        }
        throw Fault(.type, "\(a.type.nameWithArticle) and \(b.type.nameWithArticle) have no order")
    }
}
