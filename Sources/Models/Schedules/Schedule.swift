import Glibc
import Signatures

/// How the learning rate changes while a network is fitted: a function of the epochs done so far, fractions
/// included, so that it is smooth within an epoch too.
package indirect enum Schedule: Hashable, Sendable {
    case constant(Double)
    /// `rate` times `factor` once for every `every` epochs done.
    case stepDecay(rate: Double, every: Double, factor: Double)
    /// Half a cosine from `rate` down to `floor` (Loshchilov and Hutter, SGDR, ICLR 2017), over `epochs`, or over
    /// the whole fit if that is nil.
    case cosine(rate: Double, floor: Double, epochs: Double?)
    /// Rises from 0 in a straight line over `epochs`, to where `then` starts; `then` has the epochs that are left.
    case warmup(epochs: Double, then: Schedule)

    /// The rate once `done` of `total` epochs are through.
    package func rate(done: Double, of total: Double) -> Double {
        switch self {
        case .constant(let rate): return rate
        case .stepDecay(let rate, let every, let factor):
            return rate * pow(factor, (done / every).rounded(.down))
        case .cosine(let rate, let floor, let epochs):
            let share = min(1, max(0, done / max(epochs ?? total, .leastNormalMagnitude)))
            return floor + (rate - floor) * (1 + cos(.pi * share)) / 2
        case .warmup(let epochs, let then):
            let rest = max(0, total - epochs)
            if done < epochs { return then.rate(done: 0, of: rest) * done / epochs }
            return then.rate(done: done - epochs, of: rest)
        }
    }
}
