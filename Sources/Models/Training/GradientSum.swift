import CKernels
import Graphs
import Signatures
import Tensors

/// The mean gradient over the rows of several batches, for a step that takes them together.
final class GradientSum {
    /// The parameters, with the rows that any batch of the step has used.
    let slots: [ParameterSlot]
    private let batch: [ParameterSlot]
    private let storage: Storage

    /// - Parameter batch: the parameters, with the rows that the batch under way uses.
    init(_ batch: [ParameterSlot]) throws {
        self.batch = batch
        slots = try batch.map { slot in
            let rows = try slot.usedRows.map {
                try UsedRows(count: slot.range.count / max(1, $0.width), width: $0.width)
            }
            return ParameterSlot(path: slot.path, range: slot.range, usedRows: rows)
        }
        storage = try Tensor.zeros(.f32, [batch.last?.range.upperBound ?? 0]).storage
    }

    var gradients: UnsafeMutablePointer<Float> { storage.pointer.assumingMemoryBound(to: Float.self) }

    /// Adds the mean gradient of one batch; the first one replaces what was there.
    func add(_ gradient: UnsafePointer<Float>, _ part: StepPart) {
        for (slot, sum) in zip(batch, slots) {
            if part.place == 0 { clear(sum) }
            if let rows = slot.usedRows?.rows, let seen = sum.usedRows {
                add(gradient, rows, of: slot, seen, part.share)
            } else {
                sum.usedRows?.insertAll()
                add(gradient, slot.range, part.share)
            }
        }
    }

    private func add(
        _ gradient: UnsafePointer<Float>, _ rows: UnsafeBufferPointer<Int>, of slot: ParameterSlot, _ seen: UsedRows,
        _ share: Float
    ) {
        for row in rows {
            seen.insert(row)
            let start = slot.range.lowerBound + row * seen.width
            add(gradient, start..<start + seen.width, share)
        }
    }

    private func add(_ gradient: UnsafePointer<Float>, _ range: Range<Int>, _ share: Float) {
        tk_add_scaled_f32(range.count, gradients + range.lowerBound, gradient + range.lowerBound, share)
    }

    private func clear(_ slot: ParameterSlot) {
        let start = gradients + slot.range.lowerBound
        if let seen = slot.usedRows, let rows = seen.rows {
            for row in rows { (start + row * seen.width).update(repeating: 0, count: seen.width) }
        } else {
            start.update(repeating: 0, count: slot.range.count)
        }
        slot.usedRows?.removeAll()
    }
}
