import CKernels
import Signatures
import Tensors

extension KernelRule {
    /// The C kernel knows matrices alone: vectors get an axis of size 1, and so does the result in its place.
    static let matmul = KernelRule.call { operands in
        let (a, b) = (operands.inputs[0], operands.inputs[1])
        let left = try a.rank == 1 ? a.unsqueezed(0) : a
        let right = try b.rank == 1 ? b.unsqueezed(1) : b
        var result = operands.outputs[0]
        if b.rank == 1 { result = try result.unsqueezed(result.rank) }
        if a.rank == 1 { result = try result.unsqueezed(result.rank - 1) }
        return [KernelCall(tk_matmul, outputs: [result], inputs: [left, right])]
    }
}
