import CKernels
import Signatures
import Tensors

/// A graph made ready for one size of the batch: a flat list of C calls over memory that is laid out once, so that a
/// run allocates nothing.
package final class Plan {
    package let batch: Int
    package let memory: TrainingMemory
    private let calls: PreparedCalls
    private var inputs: [Input] = []
    private var inputNumbers: [String: Int] = [:]
    private var outputs: [String: Tensor] = [:]
    /// What the results lie in, and how many bytes the plan's own memory takes.
    private let arena: Storage
    package let callCount: Int

    /// An input's own memory, and where its elements are taken from now.
    private struct Input {
        let tensor: Tensor
        let places: PreparedCalls.Places
        var address: UnsafeMutableRawPointer
    }

    /// A plan of a graph all of whose sizes are known, and that trains nothing.
    package convenience init(_ graph: Graph) throws {
        try self.init(graph, batch: 0, memory: TrainingMemory(for: graph))
    }

    private static let largeArena = 1 << 22

    /// - Parameter memory: parameters, gradients and states, which plans for other batch sizes may share.
    package init(_ graph: Graph, batch: Int, memory: TrainingMemory) throws {
        guard batch >= 0 else { throw Fault.internal("a batch has no negative size") }
        self.batch = batch
        self.memory = memory
        var builder = try PlanBuilder(graph, batch: batch, memory: memory)
        let layout = try ArenaLayout(builder.list, results: builder.results)
        // What the same work took op by op is not needed beside it.
        if layout.size >= Self.largeArena { tk_drop_idle() }
        arena = try Storage.allocate(bytes: max(1, layout.size))
        let base = arena
        let place = { (tensor: Tensor) -> Tensor in
            guard let offset = layout.offset(of: tensor) else { return tensor }
            return tensor.placed(
                on: .borrowed(base.pointer + offset, bytes: tensor.storage.bytes, owner: base))
        }
        builder.list.place(place)
        callCount = builder.list.calls.count
        calls = PreparedCalls(builder.list.calls)
        for (name, tensor) in builder.inputs {
            let places = calls.places(in: tensor.base, bytes: tensor.count * tensor.dtype.size)
            inputNumbers[name] = inputs.count
            inputs.append(Input(tensor: tensor, places: places, address: tensor.base))
        }
        outputs = builder.outputs.mapValues(place)
    }

    /// The bytes of memory that the plan has for what it computes.
    package var arenaBytes: Int { arena.bytes }

    /// Computes everything once, from the inputs as they are now.
    package func run() throws { try calls.run() }

    /// An output as the last run left it; the next run overwrites it.
    package func output(_ name: String) throws -> Tensor {
        guard let tensor = outputs[name] else {
            throw Fault.unknown("output", name, among: outputs.keys.sorted())
        }
        return tensor
    }

    /// The output that is one number.
    package func number(_ name: String) throws -> Double { try output(name).item().double }
}

// MARK: - Inputs

extension Plan {
    /// An input's number, in the order of the graph's inputs.
    private func number(ofInput name: String) throws -> Int {
        guard let number = inputNumbers[name] else {
            throw Fault.unknown("input", name, among: inputNumbers.keys.sorted())
        }
        return number
    }

    /// The type that an input has.
    package func inputType(_ name: String) throws -> TensorType { inputs[try number(ofInput: name)].tensor.type }

    /// Copies a tensor into an input's memory.
    package func setInput(_ name: String, to tensor: Tensor) throws {
        try copy(tensor, toInput: number(ofInput: name))
    }

    private func copy(_ tensor: Tensor, toInput number: Int) throws {
        let target = inputs[number].tensor
        guard tensor.sizes == target.sizes else {
            throw Fault.internal("an input is \(tensor.type), and the plan takes \(target.type)")
        }
        bind(number, to: target.base)
        try KernelCall.copy(tensor.cast(to: target.dtype), to: target).run()
    }

    /// Takes an input's elements from `address` from now on: row-major, of the input's type, and kept alive by the
    /// caller for as long as the plan runs.
    package func bind(_ name: String, to address: UnsafeMutableRawPointer) throws {
        bind(try number(ofInput: name), to: address)
    }

    private func bind(_ number: Int, to address: UnsafeMutableRawPointer) {
        guard inputs[number].address != address else { return }
        calls.point(inputs[number].places, to: address)
        inputs[number].address = address
    }

    /// Whether the first input may be this tensor.
    package func takes(_ tensor: Tensor) -> Bool { inputs.first?.tensor.shape == tensor.shape }

    /// Runs with these inputs, in the order of the graph's; tensors that lie in one piece are read where they are.
    package func run(with tensors: [Tensor]) throws {
        guard tensors.count == inputs.count else {
            throw Fault.internal("a plan of \(inputs.count) inputs is given \(tensors.count)")
        }
        for (number, tensor) in tensors.enumerated() {
            let target = inputs[number].tensor
            if tensor.dtype == target.dtype, tensor.shape == target.shape, tensor.isContiguous {
                bind(number, to: tensor.base)
            } else {
                try copy(tensor, toInput: number)
            }
        }
        try withExtendedLifetime(tensors) { try calls.run() }
    }

    /// Copies the rows with these numbers, as many as the batch has, from a contiguous matrix into an input.
    package func gatherRows(_ name: String, from matrix: Tensor, rows: UnsafeBufferPointer<Int>) throws {
        let number = try number(ofInput: name)
        let target = inputs[number].tensor
        guard matrix.isContiguous, matrix.dtype == target.dtype, rows.count == batch, target.rank > 0,
            target.shape[0] == batch, matrix.sizes.dropFirst() == target.sizes.dropFirst(),
            rows.allSatisfy({ $0 >= 0 && $0 < matrix.shape[0] })
        else {
            throw Fault.internal("the rows of \(matrix.type) do not fit the input `\(name)`, \(target.type)")
        }
        bind(number, to: target.base)
        let width = target.sizes.dropFirst().reduce(target.dtype.size, *)
        rows.withMemoryRebound(to: Int.self) {
            tk_gather_rows($0.count, width, matrix.base, $0.baseAddress, target.base)
        }
    }
}
