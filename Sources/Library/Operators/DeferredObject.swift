import Graphs
import Language
import Signatures
import Tensors

/// A part of an expression that is not computed yet, because the operator around it may compute both in one pass.
/// Only that operator ever sees it.
final class DeferredObject: ForeignObject {
    let chain: ElementwiseChain
    /// For arithmetic on structures: the one whose leaves the elements are, one leaf after the other.
    let layout: JointStructure?

    init(_ chain: ElementwiseChain, _ layout: JointStructure?) {
        self.chain = chain
        self.layout = layout
        super.init(.tensor())
    }
}

extension Value {
    var deferred: DeferredObject? { foreign as? DeferredObject }
}

extension Session {
    /// Element-wise arithmetic on plain f32 tensors, or on structures of them: as one pass with what the operands
    /// are made of, and put off if it is itself a part of more. nil if it has to be computed row by row.
    func chained(_ op: Op, _ a: Value, _ b: Value? = nil, isPart: Bool) throws -> Value? {
        guard isPart || !a.isTensorLike || b?.isTensorLike == false else { return nil }
        guard let first = try ChainOperand(a, in: self) else { return nil }
        guard let b else { return try chained(op, first, nil, first.layout, isPart: isPart) }
        guard let second = try ChainOperand(b, in: self), first.goes(with: second) else { return nil }
        return try chained(op, first, second, first.layout ?? second.layout, isPart: isPart)
    }

    private func chained(
        _ op: Op, _ first: ChainOperand, _ second: ChainOperand?, _ layout: JointStructure?, isPart: Bool
    ) throws -> Value? {
        guard let chain = ElementwiseChain(op, first.operand, second?.operand) else { return nil }
        let result = DeferredObject(chain, layout)
        return isPart ? .object(result) : try settled(result)
    }

    /// The value, computed if it was put off.
    package func settled(_ value: Value) throws -> Value {
        guard let deferred = value.deferred else { return value }
        return try settled(deferred)
    }

    private func settled(_ deferred: DeferredObject) throws -> Value {
        let tensor = try deferred.chain.computed()
        guard let layout = deferred.layout else { return .object(TensorObject(eager.constant(tensor))) }
        return try layout.replacingLeaves(byPartsOf: tensor) { .object(TensorObject(eager.constant($0))) }
    }
}

/// An operand of element-wise arithmetic, with the structure that its elements are laid out like.
private struct ChainOperand {
    let operand: ElementwiseChain.Operand
    let layout: JointStructure?

    /// nil for what can't be one.
    init?(_ value: Value, in session: Session) throws {
        if let number = value.number {
            (operand, layout) = (.number(Float(number)), nil)
        } else if let tensor = value.tensor {
            guard let variable = tensor.plainVariable else { return nil }
            (operand, layout) = (.tensor(variable), nil)
        } else if let deferred = value.deferred {
            (operand, layout) = (.chain(deferred.chain), deferred.layout)
        } else {
            guard Structure.isStructure(value), let structure = JointStructure(value) else { return nil }
            (operand, layout) = (.tensor(session.eager.constant(try structure.elements())), structure)
        }
    }

    /// A number meets each element, but a tensor beside a structure meets each of its leaves as a whole.
    func goes(with other: ChainOperand) -> Bool {
        if case .number = operand { return true }
        if case .number = other.operand { return true }
        switch (layout, other.layout) {
        case (nil, nil): return true
        case (let mine?, let its?): return mine.agrees(with: its)
        default: return false
        }
    }
}
