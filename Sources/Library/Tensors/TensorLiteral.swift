import Graphs
import Language
import Signatures
import Tensors

/// `[…]` of numbers, booleans or tensors.
extension Session {
    package func tensor(of elements: [Value]) throws -> Value {
        try joined(elements.contains { $0.sequence != nil } ? listsAsTensors(elements, depth: 1) : elements)
    }

    /// Lists within a list as tensors, from the innermost.
    private func listsAsTensors(_ elements: [Value], depth: Int) throws -> [Value] {
        guard depth < Shape.maximumRank else {
            throw Fault(.limit, "a tensor has at most \(Shape.maximumRank) axes")
        }
        return try elements.map { element in
            guard let inner = element.sequence else { return element }
            return try joined(listsAsTensors(inner, depth: depth + 1))
        }
    }

    private func joined(_ elements: [Value]) throws -> Value {
        if elements.contains(where: { $0.array != nil }) { return try stacked(elements) }
        return .object(TensorObject(eager.constant(try plainTensor(of: elements))))
    }

    /// Integers make i64, booleans bool; with any decimal among them numbers are f32, or f64 where one is beyond the
    /// range of f32 and would become infinite or 0.
    private func plainTensor(of elements: [Value]) throws -> Tensor {
        let truths = elements.compactMap(\.bool)
        if truths.count == elements.count { return try Tensor(truths) }
        let integers = elements.compactMap(\.int)
        if integers.count == elements.count { return try Tensor(integers) }
        let numbers = elements.compactMap(\.number)
        guard numbers.count == elements.count else {
            throw Fault(.type, "a tensor is made of numbers or of booleans, and these are of several types")
        }
        return try numbers.allSatisfy(\.isInRangeOfFloat) ? Tensor(numbers.map { Float($0) }) : Tensor(numbers)
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
