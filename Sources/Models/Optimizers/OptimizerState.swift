import CKernels
import Signatures
import Tensors

/// An optimizer at work on one flat buffer of parameters: its running means and how many steps it has taken.
///
/// Its buffers are made once; a step is one call of a kernel and allocates nothing.
final class OptimizerState {
    private let optimizer: Optimizer
    private let count: Int
    private let spans: [UpdateSpan]
    /// The rule's running means, one after another.
    private let buffers: Storage
    /// How many steps it has taken.
    private(set) var steps: Int

    /// Goes on from `memory`, or begins if that is empty.
    ///
    /// - Parameter slots: where the parameters lie in the flat buffer, in order and without gaps.
    /// - Throws: a fault if the memory is that of another optimizer, or if a group to decay has no parameter.
    init(
        _ optimizer: Optimizer, slots: [ParameterSlot], from memory: OptimizerMemory = OptimizerMemory()
    ) throws {
        self.optimizer = optimizer
        count = slots.last?.range.upperBound ?? 0
        spans = try UpdateSpan.spans(of: slots, for: optimizer)
        let (bytes, overflow) = count.multipliedReportingOverflow(by: optimizer.bufferCount * 4)
        guard !overflow else { throw Fault.internal("\(count) parameters do not fit in memory") }
        buffers = try Storage.allocate(bytes: bytes)
        buffers.pointer.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
        steps = memory.steps
        guard steps > 0 else { return }
        guard memory.means.count * 4 == bytes else {
            throw Fault.internal("what the optimizer remembers does not fit \(count) parameters")
        }
        memory.means.withUnsafeBytes { means in
            if let start = means.baseAddress { buffers.pointer.copyMemory(from: start, byteCount: bytes) }
        }
    }

    var memory: OptimizerMemory {
        guard steps > 0 else { return OptimizerMemory() }
        let means = UnsafeBufferPointer(start: buffer(0), count: count * optimizer.bufferCount)
        return OptimizerMemory(steps: steps, means: Array(means))
    }

    private func buffer(_ index: Int) -> UnsafeMutablePointer<Float> {
        buffers.pointer.assumingMemoryBound(to: Float.self) + index * count
    }

    /// Moves `parameters` one step along `gradients`, both of the count given at the start. Where the gradient's
    /// norm is to be bounded, `gradients` is scaled in place.
    func step(
        _ parameters: UnsafeMutablePointer<Float>, _ gradients: UnsafeMutablePointer<Float>, rate: Double
    ) {
        steps += 1
        clip(gradients)
        for span in spans { step(span, parameters, gradients, rate: rate) }
    }

    private func step(
        _ span: UpdateSpan, _ parameters: UnsafeMutablePointer<Float>, _ gradients: UnsafeMutablePointer<Float>,
        rate: Double
    ) {
        switch optimizer.rule {
        case .descent:
            span.forEachPiece { tk_sgd_f32($1, parameters + $0, gradients + $0, Float(rate), Float(span.decay)) }
        case .momentum(let share, let nesterov):
            span.forEachPiece {
                tk_momentum_f32(
                    $1, parameters + $0, gradients + $0, buffer(0) + $0, Float(rate), share, nesterov ? 1 : 0,
                    Float(span.decay))
            }
        case .adam(let beta1, let beta2, let epsilon):
            var settings = adamSettings(beta1, beta2, epsilon, rate)
            settings.shrink = Float(1 - rate * span.decay)
            span.forEachPiece {
                tk_adam_f32($1, parameters + $0, gradients + $0, buffer(0) + $0, buffer(1) + $0, &settings)
            }
        }
    }

    /// Scales the gradient down to the greatest norm allowed (Pascanu, Mikolov and Bengio, ICML 2013).
    private func clip(_ gradients: UnsafeMutablePointer<Float>) {
        guard let greatest = optimizer.clip else { return }
        let norm = tk_sum_squares_f32(count, gradients).squareRoot()
        if norm > greatest { tk_scale_f32(count, gradients, Float(greatest / norm)) }
    }

    private func adamSettings(_ beta1: Double, _ beta2: Double, _ epsilon: Double, _ rate: Double) -> tk_adam {
        tk_adam(
            rate: Float(rate), beta1: Float(beta1), beta2: Float(beta2), epsilon: Float(epsilon),
            correction1: Float(1 - power(beta1, steps)), correction2: Float(1 - power(beta2, steps)), shrink: 1)
    }
}

/// `base` to a whole power by squaring: the same bits everywhere, which a library's `pow` does not promise.
private func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, factor, rest) = (1.0, base, exponent)
    while rest > 0 {
        if rest & 1 == 1 { result *= factor }
        factor *= factor
        rest >>= 1
    }
    return result
}
