import Signatures
import Tensors

/// The rows of a fit, checked and divided into those that are learnt from and those that are held back.
package struct TrainingData {
    package let training: BatchSource
    package let validation: BatchSource?

    init(_ inputs: Tensor, _ targets: Tensor, _ options: TrainingOptions, key: RandomKey) throws {
        let (inputs, targets) = try checked(inputs, targets)
        var learnt: Rows = (inputs, targets)
        var held: Rows?
        switch options.validation {
        case .none: break
        case .set(let inputs, let targets): held = try checked(inputs, targets)
        case .share(let share):
            let (kept, out) = try division(of: inputs.sizes[0], share, key.folding("validation"))
            held = (try inputs.rows(out), try targets.rows(out))
            learnt = (try inputs.rows(kept), try targets.rows(kept))
        }
        try self.init(
            learning: learnt, batch: options.batch(of: learnt.inputs.sizes[0]), judging: held,
            shuffles: options.shuffles, key: key)
    }

    /// Rows that are divided already, in the dtypes that networks take.
    ///
    /// - Parameter key: the fit's.
    package init(
        learning: Rows, batch: Int, judging: Rows?, shuffles: Bool, key: RandomKey
    ) throws {
        training = try BatchSource(
            inputs: learning.inputs, targets: learning.targets, batch: batch,
            key: shuffles ? key.folding("shuffle") : nil)
        validation = try judging.map {
            try BatchSource(
                inputs: $0.inputs, targets: $0.targets, batch: min($0.inputs.sizes[0], Self.judgedBatch), key: nil)
        }
    }

    package typealias Rows = (inputs: Tensor, targets: Tensor)

    /// Validation takes larger batches than learning: nothing depends on their size.
    private static let judgedBatch = 256
}

/// The tensors as networks take them, rows first and as many in both.
private func checked(_ inputs: Tensor, _ targets: Tensor) throws -> (inputs: Tensor, targets: Tensor) {
    guard let rows = inputs.sizes.first, rows > 0 else {
        throw Fault(
            .shape, "there are no rows to learn from", labels: [.init(.argument(1), "\(inputs.type)")])
    }
    guard targets.sizes.first == rows else {
        throw Fault.internal("inputs \(inputs.type) and targets \(targets.type) have unlike numbers of rows")
    }
    return (try inputs.asBatch(), try targets.asBatch())
}

/// The places of the rows to learn from, and of those to hold back: the share drawn at random, each in order.
private func division(of rows: Int, _ share: Double, _ key: RandomKey) throws -> (kept: [Int], out: [Int]) {
    let count = Int(exactly: (Double(rows) * share).rounded()) ?? 0
    guard share > 0, share < 1, count > 0, count < rows else {
        throw Fault(
            .value, "a validation share of \(share) leaves nothing on one side of \(rows) rows",
            labels: [.init(.named("validation"), "this is \(share)")])
    }
    let order = key.permutation(rows)
    return (order.dropFirst(count).sorted(), order.prefix(count).sorted())
}

extension Tensor {
    /// Class numbers and places stay whole; all else is f32, which networks compute in.
    fileprivate func asBatch() throws -> Tensor {
        try (dtype == .i64 ? self : cast(to: .f32)).contiguous()
    }

    /// The rows at these places, one after another.
    func rows(_ places: [Int]) throws -> Tensor {
        try places.withUnsafeBufferPointer { try gatherRows(of: self, $0) }
    }
}
