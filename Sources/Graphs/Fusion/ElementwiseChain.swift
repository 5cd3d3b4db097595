import CKernels
import Signatures
import Tensors

/// An expression of element-wise rows on f32 tensors that has not been computed yet: it is computed as a whole, in one
/// pass over memory.
///
/// The figures are those of the rows one by one, because the same C functions compute them, tile by tile.
package struct ElementwiseChain {
    /// What a chain is made of.
    package enum Operand {
        case tensor(Tensor)
        case number(Float)
        case chain(ElementwiseChain)
    }

    package let shape: Shape
    private var inputs: [Tensor] = []
    private var steps = StepList()
    private var last = 0

    private init(_ shape: Shape) { self.shape = shape }

    /// One more row on top of others. nil if it has no place in a chain: the row is no arithmetic, the operands are
    /// all numbers, would be stretched, or are too many.
    package init?(_ op: Op, _ operands: [Operand]) {
        guard let shape = Self.commonShape(of: operands) else { return nil }
        self.init(shape)
        var values: [StepList.Operand] = []
        for operand in operands {
            guard let value = add(operand) else { return nil }
            values.append(value)
        }
        guard op.isArithmetic, let place = steps.append(op.kernel, [], values), steps.fits(inputs: inputs.count)
        else { return nil }
        last = place
    }

    /// The shape that all operands have that are no numbers.
    private static func commonShape(of operands: [Operand]) -> Shape? {
        var common: Shape?
        for operand in operands {
            guard let shape = operand.shape else { continue }
            if let common, common != shape { return nil }
            common = shape
        }
        return common
    }

    private mutating func add(_ operand: Operand) -> StepList.Operand? {
        switch operand {
        case .number(let number): return steps.number(number)
        case .tensor(let tensor): return .input(place(of: tensor))
        case .chain(let chain):
            guard steps.fits(with: chain.steps, inputs: inputs.count + chain.inputs.count) else { return nil }
            let places = chain.inputs.map { place(of: $0) }
            return .step(steps.append(chain.steps, inputs: places))
        }
    }

    private mutating func place(of tensor: Tensor) -> Int {
        let known = inputs.firstIndex {
            $0.storage === tensor.storage && $0.offset == tensor.offset && $0.strides == tensor.strides
        }
        if let known { return known }
        inputs.append(tensor)
        return inputs.count - 1
    }

    /// Computes the expression.
    package func computed() throws -> Tensor {
        let result = try Tensor.uninitialized(.f32, shape)
        var call = KernelCall(tk_fused, outputs: [result], inputs: inputs)
        call.program = steps.program(inputs: inputs.count, results: [last])
        try call.run()
        return result
    }
}

extension ElementwiseChain.Operand {
    fileprivate var shape: Shape? {
        switch self {
        case .tensor(let tensor): tensor.shape
        case .number: nil
        case .chain(let chain): chain.shape
        }
    }
}

extension Op {
    /// Whether it gives decimals for decimals, element by element, and has no settings.
    package var isArithmetic: Bool {
        switch kernel {
        case .unary(let kernel): kernel != .not && kernel != .isNaN && kernel != .isFinite
        case .binary(let kernel): !kernel.isComparison && kernel != .and && kernel != .or
        default: false
        }
    }
}
