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
    func chained(_ op: Op, _ operands: [Value], isPart: Bool) throws -> Value? {
        guard op.isArithmetic else { return nil }
        var layout: JointStructure?
        var parts: [ElementwiseChain.Operand] = []
        var isWorthwhile = isPart
        for operand in operands {
            guard let part = try part(operand, &layout) else { return nil }
            parts.append(part)
            if operand.tensor == nil, !operand.isNumber { isWorthwhile = true }
        }
        guard isWorthwhile, let chain = ElementwiseChain(op, parts) else { return nil }
        let result = DeferredObject(chain, layout)
        return isPart ? .object(result) : try settled(result)
    }

    /// An operand of a chain; nil if it can't be one beside those before it.
    private func part(_ value: Value, _ layout: inout JointStructure?) throws -> ElementwiseChain.Operand? {
        if let number = value.number { return .number(Float(number)) }
        if let tensor = value.tensor {
            guard let elements = tensor.plainElements else { return nil }
            return .tensor(elements)
        }
        let structure: JointStructure?
        let part: ElementwiseChain.Operand
        if let deferred = value.deferred {
            (structure, part) = (deferred.layout, .chain(deferred.chain))
        } else {
            guard Structure.isStructure(value), let joint = JointStructure(value) else { return nil }
            (structure, part) = (joint, .tensor(try joint.elements()))
        }
        if let structure {
            if let layout, !layout.agrees(with: structure) { return nil }
            layout = structure
        }
        return part
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

extension TensorObject {
    /// The elements, if they are there, are f32, and nothing follows what becomes of them.
    fileprivate var plainElements: Tensor? {
        guard let tensor = variable.tensor, tensor.dtype == .f32, !isTraced else { return nil }
        return tensor
    }
}
