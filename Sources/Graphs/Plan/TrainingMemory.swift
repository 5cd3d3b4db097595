import Signatures
import Tensors

/// What outlives one run of a plan: parameters and their gradients, each in one flat buffer so that an optimizer's
/// step is one call, and states. Plans for several batch sizes share it.
package final class TrainingMemory {
    /// Where a parameter lies in the flat buffers.
    package struct Slot {
        package let path: String
        package let sizes: [Int]
        /// In elements.
        package let range: Range<Int>
        /// Of a table whose rows are looked up.
        package let usedRows: UsedRows?
    }

    package let slots: [Slot]
    /// How many numbers all parameters have.
    package let count: Int
    private let parameterStorage: Storage
    private let gradientStorage: Storage
    private var states: [String: Tensor] = [:]
    /// Each state that a run changes, and a place for what it was before.
    private var kept: [(state: Tensor, copy: Tensor)] = []

    /// Room for the graph's parameters and states; all zero.
    package init(for graph: Graph) throws {
        var slots: [Slot] = []
        var count = 0
        let tables = graph.tables
        for parameter in graph.parameters {
            let type = graph.types[parameter.value]
            guard type.dtype == .f32 else {
                throw Fault.internal("the parameter `\(parameter.name)` is \(type), and plans train in f32")
            }
            let sizes = try knownSizes(type)
            let size = try Shape(checking: sizes).count
            let rows = try tables[parameter.name].map { try UsedRows(count: $0.count, width: $0.width) }
            slots.append(Slot(path: parameter.name, sizes: sizes, range: count..<count + size, usedRows: rows))
            count += size
        }
        self.slots = slots
        self.count = count
        parameterStorage = try Tensor.zeros(.f32, [count]).storage
        gradientStorage = try Tensor.zeros(.f32, [count]).storage
        for state in graph.states {
            let type = graph.types[state.value]
            let tensor = try Tensor.zeros(type.dtype, knownSizes(type))
            states[state.name] = tensor
            if state.next != nil { kept.append((tensor, try .zeros(type.dtype, tensor.sizes))) }
        }
    }

    /// Keeps the states as they are before a run, which may be interrupted when it has written some of them.
    package func keepStates() {
        for (state, copy) in kept { copy.base.copyMemory(from: state.base, byteCount: state.byteCount) }
    }

    /// Puts the states back to what they were when they were last kept.
    package func restoreStates() {
        for (state, copy) in kept { state.base.copyMemory(from: copy.base, byteCount: state.byteCount) }
    }

    /// All parameters, one after another in the order of `slots`.
    package var parameters: UnsafeMutablePointer<Float> {
        parameterStorage.pointer.assumingMemoryBound(to: Float.self)
    }

    /// All gradients, in the same places.
    package var gradients: UnsafeMutablePointer<Float> {
        gradientStorage.pointer.assumingMemoryBound(to: Float.self)
    }

    package func slot(_ path: String) throws -> Slot {
        guard let slot = slots.first(where: { $0.path == path }) else {
            throw Fault.unknown("parameter", path, among: slots.map(\.path))
        }
        return slot
    }

    /// A copy of a parameter as it is now.
    package func parameter(_ path: String) throws -> Tensor { try view(path, parameterStorage).duplicate() }

    package func setParameter(_ path: String, to tensor: Tensor) throws {
        try write(tensor, over: view(path, parameterStorage), path)
    }

    package func gradient(_ path: String) throws -> Tensor { try view(path, gradientStorage).copied() }

    /// A copy of a state as it is now.
    package func state(_ path: String) throws -> Tensor { try stateView(path).duplicate() }

    package func setState(_ path: String, to tensor: Tensor) throws {
        try write(tensor, over: stateView(path), path)
    }

    func parameterView(_ path: String) throws -> Tensor { try view(path, parameterStorage) }

    func gradientView(_ path: String) throws -> Tensor { try view(path, gradientStorage) }

    func stateView(_ path: String) throws -> Tensor {
        guard let state = states[path] else {
            throw Fault.unknown("state", path, among: states.keys.sorted())
        }
        return state
    }

    private func view(_ path: String, _ storage: Storage) throws -> Tensor {
        let slot = try slot(path)
        return try Tensor(storage: storage, dtype: .f32, shape: Shape([count]))
            .sliced(axis: 0, start: slot.range.lowerBound, stop: slot.range.upperBound).reshaped(slot.sizes)
    }

    /// Writes over memory that plans point to, so it must not be replaced by a copy.
    private func write(_ tensor: Tensor, over target: Tensor, _ path: String) throws {
        guard tensor.sizes == target.sizes else {
            throw Fault.internal("`\(path)` is \(target.type), and what it is set to \(tensor.type)")
        }
        try KernelCall.copy(tensor.cast(to: target.dtype), to: target).run()
    }
}

extension Tensor {
    /// The bytes of a tensor whose elements lie in row-major order.
    fileprivate var byteCount: Int { count * dtype.size }

    /// A copy of such a tensor that no kernel makes: it is wanted after an interrupt too, when kernels stop.
    fileprivate func duplicate() throws -> Tensor {
        let result = try Tensor.uninitialized(dtype, shape)
        result.base.copyMemory(from: base, byteCount: byteCount)
        return result
    }
}
