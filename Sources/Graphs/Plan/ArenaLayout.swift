import Signatures
import Tensors

/// Gives each tensor of a plan an offset in one arena, so that those that are never alive at the same time share
/// memory: the largest first, each at the lowest offset that is free while it lives (greedy by size: Pisarchyk and
/// Lee, Efficient memory management for deep neural net inference, 2020).
struct ArenaLayout {
    private struct Buffer {
        let storage: Storage
        let bytes: Int
        var life: ClosedRange<Int>
        var offset = 0
    }

    private(set) var size = 0
    private var offsets: [ObjectIdentifier: (offset: Int, storage: Storage)] = [:]

    /// Start of a cache line, and of any vector.
    private static let alignment = 64

    /// - Parameter results: tensors that are read once the plan has run.
    init(_ list: CallList, results: [Tensor]) throws {
        var buffers: [Buffer] = []
        var known: [ObjectIdentifier: Int] = [:]
        func live(_ tensor: Tensor, at time: Int) {
            guard list.isUnplaced(tensor) else { return }
            let key = ObjectIdentifier(tensor.storage)
            if let place = known[key] {
                let life = buffers[place].life
                buffers[place].life = min(life.lowerBound, time)...max(life.upperBound, time)
            } else {
                known[key] = buffers.count
                buffers.append(
                    Buffer(storage: tensor.storage, bytes: tensor.storage.bytes, life: time...time))
            }
        }
        for (time, call) in list.calls.enumerated() {
            for tensor in call.outputs + call.inputs { live(tensor, at: time) }
        }
        for tensor in results { live(tensor, at: list.calls.count) }
        try place(buffers)
    }

    func offset(of tensor: Tensor) -> Int? { offsets[ObjectIdentifier(tensor.storage)]?.offset }

    private mutating func place(_ buffers: [Buffer]) throws {
        let order = buffers.enumerated().sorted {
            ($1.element.bytes, $0.offset) < ($0.element.bytes, $1.offset)
        }
        var placed: [Buffer] = []
        for (_, buffer) in order {
            var buffer = buffer
            let neighbours = placed.filter { $0.life.overlaps(buffer.life) }.sorted { $0.offset < $1.offset }
            for neighbour in neighbours where neighbour.offset < buffer.offset + buffer.bytes {
                buffer.offset = max(buffer.offset, aligned(neighbour.offset + neighbour.bytes))
            }
            placed.append(buffer)
            size = max(size, buffer.offset + buffer.bytes)
            offsets[ObjectIdentifier(buffer.storage)] = (buffer.offset, buffer.storage)
        }
    }

    private func aligned(_ offset: Int) -> Int {
        (offset + Self.alignment - 1) / Self.alignment * Self.alignment
    }
}
