import CKernels
import Signatures
import Tensors

/// The mean gradient over the rows of several batches, for a step that takes them together.
final class GradientSum {
    private let count: Int
    private let storage: Storage

    /// Room for `count` numbers.
    init(count: Int) throws {
        self.count = count
        storage = try Tensor.zeros(.f32, [count]).storage
    }

    var gradients: UnsafeMutablePointer<Float> { storage.pointer.assumingMemoryBound(to: Float.self) }

    /// Adds the mean gradient of one batch; the first one replaces what was there.
    func add(_ gradient: UnsafePointer<Float>, _ part: StepPart) {
        if part.place == 0 { gradients.initialize(repeating: 0, count: count) }
        tk_add_scaled_f32(count, gradients, gradient, part.share)
    }
}
