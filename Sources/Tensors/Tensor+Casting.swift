import CKernels
import Signatures

extension Tensor {
    /// The elements as another dtype: decimals lose their fraction on the way to i64, and all but 0 are true.
    /// Decimals that are not finite or too large for i64 throw.
    package func cast(to target: DType) throws -> Tensor {
        if target == dtype { return self }
        let result = try Tensor.uninitialized(target, shape)
        try Kernel.run(tk_cast, outputs: [result], inputs: [self])
        return result
    }
}
