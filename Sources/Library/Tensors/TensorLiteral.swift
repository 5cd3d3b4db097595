import Graphs
import Language
import Signatures
import Tensors

/// `[…]` of numbers, booleans or tensors.
extension Session {
    package func tensor(of elements: [Value]) throws -> Value { try tensor(of: elements, decimals: .f32) }

    /// - Parameter decimals: what decimals are to be, where they are in its range.
    func tensor(of elements: [Value], decimals: DType) throws -> Value {
        let isNested = try contains(elements) { $0.sequence != nil }
        return try joined(isNested ? listsAsTensors(elements, decimals, depth: 1) : elements, decimals)
    }

    /// The numbers of a list or a frame with all of their digits, where those are asked for; else nil.
    func exact(_ value: Value, _ dtype: DType?) throws -> Var? {
        guard dtype == .f64 else { return nil }
        if let frame = value.frame { return eager.constant(try frame.matrix(frame.names, dtype: .f64)) }
        return value.sequence.flatMap { try? tensor(of: $0, decimals: .f64) }?.tensor?.variable
    }

    /// Lists within a list as tensors, from the innermost.
    private func listsAsTensors(_ elements: [Value], _ decimals: DType, depth: Int) throws -> [Value] {
        guard depth < Shape.maximumRank else {
            throw Fault(.limit, "a tensor has at most \(Shape.maximumRank) axes")
        }
        return try elements.map { element in
            guard let inner = element.sequence else { return element }
            return try joined(listsAsTensors(inner, decimals, depth: depth + 1), decimals)
        }
    }

    private func joined(_ elements: [Value], _ decimals: DType) throws -> Value {
        if try contains(elements, { $0.array != nil }) { return try stacked(elements) }
        return .object(TensorObject(eager.constant(try plainTensor(of: elements, decimals))))
    }

    /// Integers make i64, booleans bool; with any decimal among them numbers are f32, or f64 where one is beyond the
    /// range of f32 and would become infinite or 0.
    private func plainTensor(of elements: [Value], _ decimals: DType) throws -> Tensor {
        if let truths = try all(elements, \.bool) { return try Tensor(truths) }
        if let integers = try all(elements, \.int) { return try Tensor(integers) }
        guard let numbers = try all(elements, \.number) else {
            throw Fault(.type, "a tensor is made of numbers or of booleans, and these are of several types")
        }
        if decimals == .f64 { return try Tensor(numbers) }
        let singles = try all(numbers) { $0.isInRangeOfFloat ? Float($0) : nil }
        return try singles.map { try Tensor($0) } ?? Tensor(numbers)
    }

    private func contains(_ elements: [Value], _ isWanted: (Value) -> Bool) throws -> Bool {
        var isFound = false
        try Interruption.forEachPiece(of: elements.count) { piece in
            isFound = isFound || elements[piece].contains(where: isWanted)
        }
        return isFound
    }

    /// What `read` gives for each element; nil if there is one for which it gives nothing.
    private func all<Element, T>(_ elements: [Element], _ read: (Element) -> T?) throws -> [T]? {
        var found: [T] = []
        for element in elements {
            guard let value = read(element) else { return nil }
            if found.isEmpty { found.reserveCapacity(elements.count) }
            found.append(value)
            if found.count % (1 << 16) == 0 { try checkInterrupt() }
        }
        return found
    }

    /// Tensors of one shape along a new first axis; numbers whose gradient is taken count as tensors without axes.
    private func stacked(_ elements: [Value]) throws -> Value {
        let parts = try variables(elements)
        let rows = try parts.map { try $0.isWeak ? $0.cast(to: .f32).unsqueeze(0) : $0.unsqueeze(0) }
        let emitter = emitter(for: rows)
        return .object(TensorObject(try emitter.emit(.concat, rows, [.int(0)])[0]))
    }
}

extension Double {
    /// Whether as an f32 it is the same but for rounding.
    fileprivate var isInRangeOfFloat: Bool {
        let single = Float(self)
        return single.isFinite == isFinite && (single != 0) == (self != 0)
    }
}
