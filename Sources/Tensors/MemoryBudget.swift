import CKernels
import Signatures

/// How much memory may be used: 0.8 of the least of the control group's limit and what the machine has available.
///
/// Asking the system does not help: it grants more than it has, and kills the process later.
package enum MemoryBudget {
    /// Bytes that may be used in all.
    package static var total: Int { Int(clamping: tk_memory_budget()) }
    /// Bytes in use by tensors and by what was charged.
    package static var used: Int { Int(clamping: tk_memory_used()) }
    package static var available: Int { max(0, total - used) }

    package static func setTotal(_ bytes: Int) { tk_set_memory_budget(max(0, bytes)) }

    /// Throws unless `what` (such as "a string of 10 GiB") would fit now. Counts nothing.
    package static func require(bytes: Int, for what: String) throws {
        guard bytes <= available else { throw fault(what, bytes: bytes) }
    }

    /// The same for rows of so many 64-bit numbers each.
    package static func require(rows: Int, numbers: Int, for what: String) throws {
        let bytes = rows.multipliedReportingOverflow(by: numbers * MemoryLayout<Double>.stride)
        try require(bytes: bytes.overflow ? .max : bytes.partialValue, for: what)
    }

    /// Bytes held outside of tensors, such as a column's strings, for as long as this object lives.
    package final class Charge: Sendable {
        package let bytes: Int

        package init(bytes: Int, for what: String) throws {
            guard bytes >= 0, tk_charge(bytes) else { throw fault(what, bytes: bytes) }
            self.bytes = bytes
        }

        deinit { tk_discharge(bytes) }
    }

    static func fault(_ what: String, bytes: Int) -> Fault {
        Fault(.memory, "\(what) needs \(byteText(bytes)); \(byteText(available)) are available")
    }
}

/// A number of bytes as a person reads it: `512 B`, `1.5 KiB`, `18 GiB`.
package func byteText(_ bytes: Int) -> String {
    byteText(Double(bytes))
}

package func byteText(_ bytes: Double) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    var value = bytes
    var unit = 0
    while value >= 1024, unit + 1 < units.count {
        value /= 1024
        unit += 1
    }
    guard value < 1e6 else { return "more than 1000000 EiB" }
    let tenths = Int((value * 10).rounded())
    let whole = unit == 0 || tenths >= 100 || tenths % 10 == 0
    return whole ? "\(Int(value.rounded())) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
