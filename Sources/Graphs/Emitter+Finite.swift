import Tensors

/// The first op on a tape that gave a value which is not finite.
package struct NotFiniteResult {
    package let op: Op
    package let result: Tensor
    /// How many ops stand before it on the tape.
    package let position: Int
}

extension Emitter {
    /// How many ops the tape has so far.
    package var opCount: Int { entries.count }

    /// Nil if all that was computed is finite.
    package func firstNotFinite(_ isFinite: (Tensor) -> Bool) -> NotFiniteResult? {
        for (position, entry) in entries.enumerated() {
            guard let result = entry.outputs.lazy.compactMap(\.tensor).first(where: { !isFinite($0) }) else { continue }
            return NotFiniteResult(op: entry.op, result: result, position: position)
        }
        return nil
    }
}
