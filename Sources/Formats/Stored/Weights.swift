import Signatures
import Tensors

/// The tensors of a model file, by name.
struct Weights {
    private(set) var entries: [Safetensors.Entry] = []
    private var places: [String: Int] = [:]

    init() {}

    init(_ entries: [Safetensors.Entry]) {
        for entry in entries { add(entry.name, entry.tensor) }
    }

    mutating func add(_ name: String, _ tensor: Tensor) {
        places[name] = entries.count
        entries.append(.init(name, tensor))
    }

    /// - Parameter place: What in the manifest asks for it.
    func tensor(_ name: String, for place: StoredValue) throws -> Tensor {
        guard let index = places[name] else { throw place.fault("has no weights `\(name)`") }
        return entries[index].tensor
    }
}
