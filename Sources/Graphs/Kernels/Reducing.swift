import CKernels
import Signatures
import Tensors

/// What a reduction does with the elements along its axes.
package enum ReduceKernel: Sendable {
    case sum, mean, prod, max, min, any, all
    case argmax, argmin

    /// The C function and which of its operations it is.
    var function: (KernelFunction, Int32) {
        switch self {
        case .sum: (tk_reduce, Int32(TK_SUM.rawValue))
        case .mean: (tk_reduce, Int32(TK_MEAN.rawValue))
        case .prod: (tk_reduce, Int32(TK_PRODUCT.rawValue))
        case .max: (tk_reduce, Int32(TK_MAXIMUM.rawValue))
        case .min: (tk_reduce, Int32(TK_MINIMUM.rawValue))
        case .any: (tk_reduce, Int32(TK_ANY.rawValue))
        case .all: (tk_reduce, Int32(TK_ALL.rawValue))
        case .argmax: (tk_arg, Int32(TK_ARGMAX.rawValue))
        case .argmin: (tk_arg, Int32(TK_ARGMIN.rawValue))
        }
    }
}

extension KernelRule {
    /// The C kernels see the result with the combined axes still there, at size 1.
    static func reduce(_ kernel: ReduceKernel) -> KernelRule {
        .call { operands in
            let x = operands.inputs[0]
            let axes = try reducedAxes(operands.attributes[0], rank: x.rank)
            let kept = x.sizes.indices.map { axes.contains($0) ? 1 : x.shape[$0] }
            let (function, operation) = kernel.function
            return [
                KernelCall(
                    function, op: operation, outputs: [try operands.outputs[0].reshaped(kept)], inputs: [x],
                    ints: axes)
            ]
        }
    }

    static let cumsum = KernelRule.call { operands in
        let axis = try resolveAxis(operands.attributes[0].integer("axis"), rank: operands.inputs[0].rank)
        return [KernelCall(tk_cumsum, operands, ints: [axis, operands.attributes[1].bool == true ? 1 : 0])]
    }
}
