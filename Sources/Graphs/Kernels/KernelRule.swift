import CKernels
import Signatures
import Tensors

/// How a row is computed. Eager evaluation and plans read the same rule: one runs the call at once, the other
/// keeps it.
package enum KernelRule: Sendable {
    /// Element by element; plans combine chains of these into one pass over memory.
    case unary(UnaryKernel)
    case binary(BinaryKernel)
    case select
    case cast
    /// Attributes: the limits.
    case clip
    /// Calls of C kernels on the results and operands, one after another.
    case call(@Sendable (_ operands: KernelOperands) throws -> [KernelCall])
    /// The same, for kernels that need operands to be contiguous.
    case packed(@Sendable (_ operands: KernelOperands) throws -> [KernelCall])
    /// The operand's own elements, seen otherwise; nil where that needs the operand to be contiguous.
    case view(@Sendable (_ operand: Tensor, _ sizes: [Int], _ attributes: [Attribute]) throws -> Tensor?)
    /// A value that follows from the attributes alone.
    case constant(@Sendable (_ type: TensorType, _ attributes: [Attribute]) throws -> Tensor)
}

/// What a kernel rule is given: tensors whose shapes are final, and whose elements need not be there yet.
package struct KernelOperands {
    let outputs: [Tensor]
    let inputs: [Tensor]
    let attributes: [Attribute]
    /// Working memory that only the calls of one rule use, one after another.
    var scratch: (DType, [Int]) throws -> Tensor = { dtype, sizes in
        try .uninitialized(dtype, Shape(checking: sizes, dtype: dtype))
    }
}

typealias KernelFunction = @convention(c) (UnsafePointer<tk_call>?) -> tk_status

/// A C kernel with its settings: what a `tk_call` is made of.
package struct KernelCall {
    var function: KernelFunction
    var op: Int32
    var outputs: [Tensor]
    var inputs: [Tensor]
    var ints: [Int] = []
    var reals: [Double] = []
    /// The operand, by place in `inputs`, whose elements the kernel finds through `extra`.
    var extra: Int?
    /// What the kernel interprets, for a fused chain.
    var program: FusedProgram?

    init(
        _ function: @escaping KernelFunction, op: Int32 = 0, _ operands: KernelOperands, ints: [Int] = [],
        reals: [Double] = []
    ) {
        self.init(
            function, op: op, outputs: operands.outputs, inputs: operands.inputs, ints: ints, reals: reals)
    }

    init(
        _ function: @escaping KernelFunction, op: Int32 = 0, outputs: [Tensor], inputs: [Tensor],
        ints: [Int] = [], reals: [Double] = []
    ) {
        self.function = function
        self.op = op
        self.outputs = outputs
        self.inputs = inputs
        self.ints = ints
        self.reals = reals
    }

    func run() throws {
        guard let program else { return try run(extra: extra.map { UnsafeRawPointer(inputs[$0].base) }) }
        try withUnsafeTemporaryAllocation(of: tk_program.self, capacity: 1) { place in
            guard let start = place.baseAddress else { return }
            program.write(to: start)
            try run(extra: UnsafeRawPointer(start))
        }
    }

    private func run(extra: UnsafeRawPointer?) throws {
        try Kernel.run(
            function, op: op, outputs: outputs, inputs: inputs, ints: ints, reals: reals, extra: extra)
    }
}

extension KernelRule {
    /// Computes a row now.
    func evaluate(
        _ inputs: [Tensor], _ types: [TensorType], _ attributes: [Attribute]
    ) throws -> [Tensor] {
        switch self {
        case .view(let view):
            if let result = try view(inputs[0], knownSizes(types[0]), attributes) { return [result] }
            return [try view(inputs[0].contiguous(), knownSizes(types[0]), attributes) ?? inputs[0]]
        case .constant(let make):
            return [try make(types[0], attributes)]
        default:
            let outputs = try types.map {
                try Tensor.uninitialized($0.dtype, Shape(checking: knownSizes($0), dtype: $0.dtype))
            }
            let inputs = needsContiguous ? try inputs.map { try $0.contiguous() } : inputs
            let operands = KernelOperands(outputs: outputs, inputs: inputs, attributes: attributes)
            for call in try calls(operands) { try call.run() }
            return outputs
        }
    }

    var needsContiguous: Bool {
        if case .packed = self { true } else { false }
    }

    /// The calls of C kernels that compute a row; none for a view or a constant.
    func calls(_ operands: KernelOperands) throws -> [KernelCall] {
        switch self {
        case .unary(let kernel):
            let (function, operation) = kernel.function
            return [KernelCall(function, op: operation, operands)]
        case .binary(let kernel):
            let (function, operation) = kernel.function
            return [KernelCall(function, op: operation, operands)]
        case .select: return [KernelCall(tk_where, operands)]
        case .cast: return [KernelCall(tk_cast, operands)]
        case .clip: return try clipCalls(operands)
        case .call(let prepare), .packed(let prepare): return try prepare(operands)
        case .view, .constant: return []
        }
    }
}

/// The larger of x and the lower limit, and of that the smaller one with the upper.
private func clipCalls(_ operands: KernelOperands) throws -> [KernelCall] {
    let result = operands.outputs[0]
    let limits = try zip(operands.attributes, ["low", "high"]).map {
        try Tensor.scalar($0.number($1), result.dtype)
    }
    return [
        KernelCall(
            tk_binary, op: Int32(TK_MAX.rawValue), outputs: [result], inputs: [operands.inputs[0], limits[0]]),
        KernelCall(tk_binary, op: Int32(TK_MIN.rawValue), outputs: [result], inputs: [result, limits[1]]),
    ]
}

/// The sizes of a tensor about to be computed.
func knownSizes(_ type: TensorType) throws -> [Int] {
    guard let sizes = type.knownSizes else {
        throw Fault.unknownSize(type)
    }
    return sizes
}

extension Fault {
    /// A graph that was read from a file may name sizes that nothing gives.
    static func unknownSize(_ type: TensorType) -> Fault {
        Fault(.shape, "a size of \(type) is not known when it is computed")
    }
}
