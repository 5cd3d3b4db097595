import Frames
import Language
import Signatures
import Tensors

/// Whole values compared: `equal`, `close`, `==` on what is not a tensor, and the order that `sort` uses.
extension Session {
    package func isEqual(_ a: Value, _ b: Value) throws -> Bool { try areEqual(a, b, tolerance: nil) }

    /// With a tolerance, numbers may differ by that much relative to the larger one, or to 1 if both are smaller.
    func areEqual(_ a: Value, _ b: Value, tolerance: Double?, depth: Int = 0) throws -> Bool {
        guard depth < 200 else { throw Fault(.limit, "values are compared at most 200 levels deep") }
        if let x = a.number, let y = b.number { return isClose(x, y, tolerance) }
        if let x = a.sequence, let y = b.sequence, a.type == b.type {
            // Lists that share elements may have more of them than can ever be compared.
            try checkInterrupt()
            return try x.count == y.count
                && zip(x, y).allSatisfy { try areEqual($0, $1, tolerance: tolerance, depth: depth + 1) }
        }
        if let x = a.record?.fields, let y = b.record?.fields {
            return try x.keys == y.keys
                && zip(x.values, y.values).allSatisfy {
                    try areEqual($0, $1, tolerance: tolerance, depth: depth + 1)
                }
        }
        if let x = a.frame, let y = b.frame { return equalFrames(x, y, tolerance) }
        if let x = a.column, let y = b.column { return equalCells(x, y, tolerance) }
        if let x = a.plot, let y = b.plot { return x == y }
        if a.tensor != nil || b.tensor != nil { return try equalTensors(a, b, tolerance) }
        return equalSimple(a, b)
    }

    private func equalSimple(_ a: Value, _ b: Value) -> Bool {
        switch (a, b) {
        case (.none, .none): true
        case (.bool(let x), .bool(let y)): x == y
        case (.object(let x), .object(let y)):
            if let first = a.string, let second = b.string { first == second } else { x === y }
        default: false
        }
    }

    private func isClose(_ x: Double, _ y: Double, _ tolerance: Double?) -> Bool {
        guard let tolerance, x.isFinite, y.isFinite else { return x == y }
        return abs(x - y) <= tolerance * max(1, abs(x), abs(y))
    }

    private func equalFrames(_ a: Frame, _ b: Frame, _ tolerance: Double?) -> Bool {
        a.names == b.names && a.rowCount == b.rowCount
            && zip(a.columns, b.columns).allSatisfy { equalCells($0, $1, tolerance) }
    }

    private func equalCells(_ a: Column, _ b: Column, _ tolerance: Double?) -> Bool {
        guard a.count == b.count else { return false }
        return (0..<a.count).allSatisfy { row in
            let (x, y) = (a.cell(at: row), b.cell(at: row))
            if let first = x.double, let second = y.double { return isClose(first, second, tolerance) }
            return x == y
        }
    }

    private func equalTensors(_ a: Value, _ b: Value, _ tolerance: Double?) throws -> Bool {
        guard a.isTensorLike || a.list != nil, b.isTensorLike || b.list != nil else { return false }
        let (x, y) = (try tensor(from: a, at: 0), try tensor(from: b, at: 1))
        guard x.sizes == y.sizes else { return false }
        return (0..<x.count).allSatisfy {
            isClose(x.scalar(flat: $0).double, y.scalar(flat: $0).double, tolerance)
        }
    }

    /// `element in container` for tensors, columns and frames (whose columns' names it then means).
    package func membership(of element: Value, in container: Value) throws -> Value {
        if let expression = element.expression { return try membership(of: expression, in: container) }
        if let frame = container.frame, let name = element.columnName {
            return .bool(frame.position(of: name) != nil)
        }
        if let column = container.column, let cell = element.asCell {
            return .bool(column.cells.contains(cell))
        }
        guard let tensor = try container.tensor?.variable.read(), let number = element.number else {
            throw Fault(
                .type,
                "`in` can't look for \(element.type.nameWithArticle) in \(container.type.nameWithArticle)",
                labels: [.init(.argument(0), element.label), .init(.argument(1), container.label)])
        }
        return .bool(tensor.f64Values.contains(number))
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
