import CKernels
import Signatures
import Tensors

/// The rows that a network learns from, in a new order each epoch.
///
/// The order of epoch e is drawn from the fit's key and e alone, so that a fit of more epochs goes through the
/// same orders first.
package struct BatchSource {
    package let inputs: Tensor
    package let targets: Tensor
    package let rows: Int
    package let batch: Int
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

    package var batches: Int { (rows + batch - 1) / batch }

    func size(ofBatch index: Int) -> Int { min(batch, rows - index * batch) }

    /// The rows in the first batches of an epoch.
    func rows(inBatches count: Int) -> Int { min(rows, count * batch) }

    mutating func begin(epoch: Int) throws {
        guard let key = key?.folding(UInt64(epoch)) else { return }
        order = try Interruption.aside(isLong: rows >= 1 << 20) { [rows] in key.permutation(rows) }
    }

    /// The rows of one batch, by their places in the source.
    func withPlaces<R>(ofBatch index: Int, _ body: (UnsafeBufferPointer<Int>) throws -> R) rethrows -> R {
        let start = index * batch
        return try order.withUnsafeBufferPointer {
            try body(UnsafeBufferPointer(rebasing: $0[start..<start + size(ofBatch: index)]))
        }
    }

    /// The bytes that the rows of a full batch take.
    func bytes(ofBatch matrix: Tensor) -> Int { rowBytes(of: matrix) * batch }

    /// Copies the batch's rows, one after another, to where the network reads them.
    func copy(
        batch index: Int, inputs input: UnsafeMutableRawPointer, targets target: UnsafeMutableRawPointer
    ) {
        withPlaces(ofBatch: index) { places in
            gatherRows(of: inputs, places, into: input)
            gatherRows(of: targets, places, into: target)
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
    gatherRows(of: matrix, places, into: result.storage.pointer)
    return result
}

private func gatherRows(
    of matrix: Tensor, _ places: UnsafeBufferPointer<Int>, into target: UnsafeMutableRawPointer
) {
    guard let start = places.baseAddress else { return }
    tk_gather_rows(places.count, rowBytes(of: matrix), matrix.base, start, target)
}

private func rowBytes(of matrix: Tensor) -> Int {
    matrix.shape[0] == 0 ? 0 : matrix.count / matrix.shape[0] * matrix.dtype.size
}
