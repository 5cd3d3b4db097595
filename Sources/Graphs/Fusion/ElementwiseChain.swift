import CKernels
import Signatures
import Tensors

/// An expression of element-wise rows on f32 tensors that has not been computed yet: it is computed as a whole, in one
/// pass over memory.
///
/// The figures are those of the rows one by one, because the same C functions compute them, tile by tile.
package final class ElementwiseChain {
    /// What a chain is made of. A tensor is one that is there, of f32.
    package enum Operand {
        case tensor(Var)
        case number(Float)
        case chain(ElementwiseChain)
    }

    package let shape: Shape
    private let op: Op
    private let first: Operand
    private let second: Operand?
    /// At most so many steps, numbers and inputs.
    fileprivate let steps: Int
    fileprivate let inputs: Int

    /// One more row on top of one or two others. nil if it has no place in a chain: the row is no arithmetic, the
    /// operands are all numbers, would be stretched, or are too many.
    package init?(_ op: Op, _ first: Operand, _ second: Operand? = nil) {
        guard op.isArithmetic, let shape = Self.commonShape(first, second) else { return nil }
        steps = 1 + first.steps + (second?.steps ?? 0)
        inputs = first.inputs + (second?.inputs ?? 0)
        guard steps <= Self.mostSteps, inputs <= FusionLimit.inputs else { return nil }
        (self.shape, self.op, self.first, self.second) = (shape, op, first, second)
    }

    /// Each step may have a number of its own.
    private static let mostSteps = min(FusionLimit.constants, FusionLimit.steps)

    /// The shape of those operands that are no numbers.
    private static func commonShape(_ first: Operand, _ second: Operand?) -> Shape? {
        guard let a = first.shape else { return second?.shape }
        guard let b = second?.shape else { return a }
        return a == b ? a : nil
    }

    /// Computes the expression.
    package func computed() throws -> Tensor {
        var program = ChainProgram()
        let last = try program.add(self)
        let result = try Tensor.uninitialized(.f32, shape)
        try program.run(result: last, into: result)
        return result
    }

    /// Writes chains as steps, the operands' before their own.
    private struct ChainProgram {
        private var inputs: [Tensor] = []
        private var list = StepList()

        /// The recursion is no deeper than a program is long.
        mutating func add(_ chain: ElementwiseChain) throws -> Int {
            let first = try add(chain.first)
            let operands = try chain.second.map { [first, try add($0)] } ?? [first]
            guard let place = list.append(chain.op.kernel, [], operands) else {
                throw Fault.internal("`\(chain.op.name)` has no step")
            }
            return place
        }

        private mutating func add(_ operand: Operand) throws -> StepList.Operand {
            switch operand {
            case .number(let number): list.number(number)
            case .chain(let chain): .step(try add(chain))
            case .tensor(let variable): .input(try place(of: variable.read()))
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

        func run(result place: Int, into tensor: Tensor) throws {
            var call = KernelCall(tk_fused, outputs: [tensor], inputs: inputs)
            call.program = list.program(inputs: inputs.count, results: [place])
            try call.run()
        }
    }
}

extension ElementwiseChain.Operand {
    fileprivate var shape: Shape? {
        switch self {
        case .tensor(let variable): variable.tensor?.shape
        case .number: nil
        case .chain(let chain): chain.shape
        }
    }

    fileprivate var steps: Int { if case .chain(let chain) = self { chain.steps } else { 0 } }

    fileprivate var inputs: Int {
        switch self {
        case .tensor: 1
        case .number: 0
        case .chain(let chain): chain.inputs
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
