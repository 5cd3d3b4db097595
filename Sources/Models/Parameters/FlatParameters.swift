import Signatures
import Tensors

/// The trained parameters of a network and their gradients, each in one flat f32 buffer, so that an optimizer
/// goes over all of them at once.
final class FlatParameters {
    private let layout: [(path: String, offset: Int, sizes: [Int])]
    let count: Int
    private let storage: Storage

    init(_ store: ParameterStore) throws {
        var offset = 0
        layout = store.entries.filter { $0.role == .trained }.map { entry in
            defer { offset += entry.value.count }
            return (entry.path, offset, entry.value.sizes)
        }
        count = offset
        let (bytes, overflow) = count.multipliedReportingOverflow(by: 8)
        guard !overflow else { throw Fault.internal("\(count) parameters do not fit in memory") }
        storage = try Storage.allocate(bytes: bytes)
        for part in layout {
            guard let entry = store[part.path] else { continue }
            try write(entry.value, to: parameters + part.offset)
        }
    }

    /// Where each parameter lies, by path.
    var slots: [ParameterSlot] {
        layout.map { ParameterSlot(path: $0.path, range: $0.offset..<$0.offset + $0.sizes.reduce(1, *)) }
    }

    var parameters: UnsafeMutablePointer<Float> { storage.pointer.assumingMemoryBound(to: Float.self) }
    var gradients: UnsafeMutablePointer<Float> { parameters + count }

    private func write(_ tensor: Tensor, to place: UnsafeMutablePointer<Float>) throws {
        try tensor.cast(to: .f32).withElements(as: Float.self) { elements in
            guard let start = elements.baseAddress else { return }
            place.update(from: start, count: elements.count)
        }
    }

    /// Takes in the gradients by path.
    func setGradients(_ gradients: [String: Tensor]) throws {
        for part in layout {
            guard let gradient = gradients[part.path] else { continue }
            try write(gradient, to: self.gradients + part.offset)
        }
    }

    /// The parameters as tensors of their own, put in the store.
    func copy(to store: inout ParameterStore) throws {
        for part in layout {
            let count = part.sizes.reduce(1, *)
            let elements = UnsafeBufferPointer(start: parameters + part.offset, count: count)
            try store.replace(part.path, with: Tensor(Array(elements), sizes: part.sizes))
        }
    }
}
