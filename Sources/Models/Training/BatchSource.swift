import CKernels
import Signatures
import Tensors

/// The rows that a network learns from, in a new order each epoch.
///
/// The order of epoch e is drawn from the fit's key and e alone, so that a fit of more epochs goes through the
/// same orders first.
struct BatchSource {
    let inputs: Tensor
    let targets: Tensor
    let rows: Int
    let batch: Int
    private let key: RandomKey?
    private var order: [Int]

    /// `key` is nil for rows that keep their order.
    init(inputs: Tensor, targets: Tensor, batch: Int, key: RandomKey?) throws {
        self.inputs = try inputs.contiguous()
        self.targets = try targets.contiguous()
        rows = inputs.shape.rank > 0 ? inputs.shape[0] : 0
        self.batch = max(1, min(batch, rows))
        self.key = key
        order = Array(0..<rows)
    }

    var batches: Int { (rows + batch - 1) / batch }

    func size(ofBatch index: Int) -> Int { min(batch, rows - index * batch) }

    mutating func begin(epoch: Int) {
        if let key { order = key.folding(UInt64(epoch)).permutation(rows) }
    }

    /// Copies the batch's inputs and targets, row by row, to where the network reads them.
    func copy(
        batch index: Int, inputs input: UnsafeMutableRawPointer, targets target: UnsafeMutableRawPointer
    ) {
        order.withUnsafeBufferPointer { all in
            let places = UnsafeBufferPointer(
                rebasing: all[index * batch..<index * batch + size(ofBatch: index)])
            gatherRows(of: inputs, places, into: input)
            gatherRows(of: targets, places, into: target)
        }
    }

    /// The batch as tensors of its own.
    func tensors(ofBatch index: Int) throws -> (inputs: Tensor, targets: Tensor) {
        let rows = size(ofBatch: index)
        let input = try Tensor.uninitialized(inputs.dtype, Shape([rows] + inputs.sizes.dropFirst()))
        let target = try Tensor.uninitialized(targets.dtype, Shape([rows] + targets.sizes.dropFirst()))
        copy(batch: index, inputs: input.storage.pointer, targets: target.storage.pointer)
        return (input, target)
    }

    /// All targets in the order of this epoch.
    func targetsInOrder() throws -> Tensor {
        guard key != nil else { return targets }
        let ordered = try Tensor.uninitialized(targets.dtype, targets.shape)
        order.withUnsafeBufferPointer { gatherRows(of: targets, $0, into: ordered.storage.pointer) }
        return ordered
    }
}

/// Copies rows of a row-major tensor, by their places, one after another to `target`.
func gatherRows(of matrix: Tensor, _ places: UnsafeBufferPointer<Int>, into target: UnsafeMutableRawPointer) {
    let rows = matrix.shape[0]
    guard rows > 0, let start = places.baseAddress else { return }
    tk_gather_rows(places.count, matrix.count / rows * matrix.dtype.size, matrix.base, start, target)
}
