import CKernels
import Signatures
import Tensors

/// The short way for arithmetic on small tensors that are alike: nothing is promoted, stretched, split over the pool
/// or recorded, so that none of that needs to be looked at.
extension Emitter {
    /// `a ∘ b`, of which one may have no axes; nil if it has to go the general way.
    package static func alike(_ op: Op, _ a: Var, _ b: Var) throws -> Var? {
        guard case .binary(let kernel) = op.kernel, op.isArithmetic, let x = a.value.tensor, let y = b.value.tensor,
            let shape = lineShape(x, y), let emitter = emitter(of: a, b)
        else { return nil }
        let result = try Tensor.uninitialized(x.dtype, shape)
        let (_, operation) = kernel.function
        try Kernel.check(
            tk_binary_line(
                operation, Int32(x.dtype.rawValue), result.base, x.base, x.step, y.base, y.step,
                Int64(result.count)))
        return emitter.note(op, .two(a.value, b.value), result)
    }

    /// A row of one operand, element by element; nil if it has to go the general way.
    package static func alike(_ op: Op, _ a: Var) throws -> Var? {
        guard case .unary(let kernel) = op.kernel, op.isArithmetic, let x = a.value.tensor, x.dtype.isFloating,
            x.isContiguous, x.count <= Int(TK_LINE), a.emitter.mode != .record
        else { return nil }
        let result = try Tensor.uninitialized(x.dtype, x.shape)
        try Kernel.check(
            tk_unary_line(
                Int32(kernel.operation.rawValue), Int32(x.dtype.rawValue), result.base, x.base, Int64(x.count)))
        return a.emitter.note(op, .one(a.value), result)
    }

    /// The product of two small matrices; nil if it has to go the general way.
    package static func product(_ a: Var, _ b: Var) throws -> Var? {
        guard let x = a.value.tensor, let y = b.value.tensor, x.rank == 2, y.rank == 2, x.dtype == y.dtype,
            x.dtype.isFloating, x.shape[1] == y.shape[0], x.count <= mostElements, y.count <= mostElements,
            let emitter = emitter(of: a, b)
        else { return nil }
        var shape = x.shape
        shape[1] = y.shape[1]
        let result = try Tensor.uninitialized(x.dtype, shape)
        try Kernel.run(tk_matmul, outputs: [result], inputs: [x, y])
        return emitter.note(.matmul, .two(a.value, b.value), result)
    }

    /// Of larger matrices the product takes so long that nothing else matters.
    private static let mostElements = 1 << 16

    /// The shape of the result if it is one line of decimals.
    private static func lineShape(_ x: Tensor, _ y: Tensor) -> Shape? {
        guard x.dtype == y.dtype, x.dtype.isFloating, x.isContiguous, y.isContiguous else { return nil }
        let larger = x.rank == 0 ? y : x
        guard larger.count <= Int(TK_LINE), x.rank == 0 || y.rank == 0 || x.shape == y.shape else { return nil }
        return larger.shape
    }

    /// Where the result belongs; nil where that takes looking: operands of two tapes, or of a recording.
    private static func emitter(of a: Var, _ b: Var) -> Emitter? {
        if a.emitter === b.emitter { return a.emitter.mode == .record ? nil : a.emitter }
        if a.isTracked { return b.isTracked || a.emitter.mode != .tape ? nil : a.emitter }
        return b.isTracked && b.emitter.mode == .tape ? b.emitter : nil
    }

    /// The result, which is on the tape if an operand is.
    private func note(_ op: Op, _ inputs: Operands, _ result: Tensor) -> Var {
        guard mode == .tape, inputs.contains(where: { $0.index != nil }) else { return Var(self, TracedValue(result)) }
        let output = TracedValue(index: number(result.type), result)
        entries.append(Entry(op: op, inputs: inputs, attributes: [], outputs: .one(output)))
        return Var(self, output)
    }
}

extension Tensor {
    /// Bytes from one element of a line to the next; none for a number, which stands for all.
    fileprivate var step: Int64 { rank == 0 ? 0 : Int64(dtype.size) }
}
