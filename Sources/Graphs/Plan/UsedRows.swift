import CKernels
import Signatures
import Tensors

/// Which rows of a table's gradient are in use: those that were looked up. The others are 0, so that plans clear these
/// alone before they write others.
package final class UsedRows {
    /// How many numbers a row has.
    package let width: Int
    /// How many there are, or −1 for all, and which.
    let places: Tensor
    /// Whether each row is among them.
    let marks: Tensor

    package init(count: Int, width: Int) throws {
        self.width = width
        let (length, overflow) = count.addingReportingOverflow(1)
        guard !overflow else { throw Fault.internal("a table of \(count) rows does not fit in memory") }
        places = try Tensor.zeros(.i64, [length])
        marks = try Tensor.zeros(.bool, [count])
    }

    private var start: UnsafeMutablePointer<Int> { places.base.assumingMemoryBound(to: Int.self) }
    private var isUsed: UnsafeMutablePointer<Bool> { marks.base.assumingMemoryBound(to: Bool.self) }

    /// The rows, in no order; nil if it may be any.
    package var rows: UnsafeBufferPointer<Int>? {
        start[0] < 0 ? nil : UnsafeBufferPointer(start: start + 1, count: start[0])
    }

    /// - Parameter row: within the table.
    package func insert(_ row: Int) {
        guard start[0] >= 0, !isUsed[row] else { return }
        isUsed[row] = true
        start[0] += 1
        start[start[0]] = row
    }

    package func insertAll() { start[0] = -1 }

    package func removeAll() {
        if start[0] < 0 { isUsed.update(repeating: false, count: marks.count) }
        for row in rows ?? UnsafeBufferPointer(start: nil, count: 0) { isUsed[row] = false }
        start[0] = 0
    }
}

extension Graph {
    /// The parameters whose gradient is made by looking up alone, by path, with their sizes.
    var tables: [String: (count: Int, width: Int)] {
        var isLookup: Set<Value> = []
        for node in nodes where node.op === Op.scatterAdd && node.attributes[0].int == 0 {
            isLookup.insert(node.outputs[0])
        }
        var tables: [String: (count: Int, width: Int)] = [:]
        for gradient in gradients where isLookup.contains(gradient.value) {
            guard let sizes = types[gradient.value].knownSizes, sizes.count == 2 else { continue }
            tables[gradient.name] = (sizes[0], sizes[1])
        }
        return tables
    }
}

extension KernelCall {
    /// A lookup's gradient, written over what was there before.
    mutating func keepRows(_ use: UsedRows) {
        function = tk_scatter_add_rows
        outputs += [use.places, use.marks]
        ints = []
    }

    /// For a gradient that is written whole.
    static func usingAllRows(_ use: UsedRows) -> KernelCall {
        KernelCall(tk_use_all_rows, outputs: [use.places], inputs: [])
    }
}
