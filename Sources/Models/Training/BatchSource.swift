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

    /// The rows of one batch, by their places in the source.
    func withPlaces<R>(ofBatch index: Int, _ body: (UnsafeBufferPointer<Int>) throws -> R) rethrows -> R {
        let start = index * batch
        return try order.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[start..<start + size(ofBatch: index)]))
        }
    }

    /// The batch as tensors of its own.
    func tensors(ofBatch index: Int) throws -> (inputs: Tensor, targets: Tensor) {
        try withPlaces(ofBatch: index) { (try gatherRows(of: inputs, $0), try gatherRows(of: targets, $0)) }
    }

    /// All targets in the order of this epoch.
    func targetsInOrder() throws -> Tensor {
        guard key != nil else { return targets }
        return try order.withUnsafeBufferPointer { try gatherRows(of: targets, $0) }
    }
}

/// The rows of a row-major tensor at these places, one after another.
func gatherRows(of matrix: Tensor, _ places: UnsafeBufferPointer<Int>) throws -> Tensor {
    let result = try Tensor.uninitialized(matrix.dtype, Shape([places.count] + matrix.sizes.dropFirst()))
    let rows = matrix.shape[0]
    guard rows > 0, let start = places.baseAddress else { return result }
    tk_gather_rows(
        places.count, matrix.count / rows * matrix.dtype.size, matrix.base, start, result.storage.pointer)
    return result
}
