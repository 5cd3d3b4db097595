import Signatures
import Tensors

/// Where all ops are emitted: it computes them, notes them down, or both.
///
/// Gradient rules emit through the emitter of their operands, so that what they do can be differentiated or
/// recorded in turn.
package final class Emitter {
    package enum Mode: Sendable {
        /// Compute.
        case eager
        /// Compute, and append what depends on a variable to the tape.
        case tape
        /// Append only: values come when the graph runs.
        case record
    }

    package internal(set) var mode: Mode
    /// The tape or the recorded nodes, in order: flat, so that its length is bounded by memory alone.
    var entries: [Entry] = []
    /// How many values have a number; of those that are recorded, their types by it.
    private(set) var valueCount = 0
    private(set) var types: [TensorType] = []
    /// What a recorded graph reads and writes besides its nodes.
    var leaves = Graph.Leaves()
    /// The entries, by place, whose results are made again on the way back instead of being kept.
    var regions: [Range<Int>] = []
    var isInRegion = false
    /// Recorded scalars by value, so that each stands in the graph once.
    var scalars: [Scalar: TracedValue] = [:]

    package init(_ mode: Mode) { self.mode = mode }

    /// One op that was emitted.
    struct Entry {
        let op: Op
        let inputs: Operands
        let attributes: [Attribute]
        let outputs: Operands

        /// As a graph has it.
        var node: Graph.Node {
            Graph.Node(
                op: op, inputs: inputs.compactMap(\.index), attributes: attributes,
                outputs: outputs.compactMap(\.index))
        }
    }

    struct Scalar: Hashable {
        let bits: UInt64
        let dtype: DType
    }

    /// Emits a row: gives its results, or throws the fault of its shape rule or kernel.
    package func emit(_ op: Op, _ inputs: [Var], _ attributes: [Attribute] = []) throws -> [Var] {
        if let follower = follower(of: inputs) { return try follower.emit(op, inputs, attributes) }
        try op.checkArity(inputs: inputs.count, attributes: attributes.count)
        let inputs = try promote(inputs.map(adopt), for: op)
        let types = try op.type.infer(inputs.map(\.type), attributes)
        let tensors = mode == .record ? nil : try compute(op, inputs, types, attributes)
        let tracks = mode == .record || (mode == .tape && inputs.contains { $0.index != nil })
        var outputs: [TracedValue] = []
        for position in types.indices {
            outputs.append(
                TracedValue(
                    index: tracks ? number(types[position]) : nil, type: types[position],
                    tensor: tensors?[position]))
        }
        if tracks {
            entries.append(
                Entry(op: op, inputs: Operands(inputs), attributes: attributes, outputs: Operands(outputs)))
        }
        return outputs.map { Var(self, $0) }
    }

    /// Emits a row that has one result.
    package func emit(_ op: Op, _ inputs: Var..., attributes: [Attribute] = []) throws -> Var {
        try emit(op, inputs, attributes)[0]
    }

    /// The tape or recording that an operand belongs to, where this emitter would take it for a constant.
    private func follower(of inputs: [Var]) -> Emitter? {
        guard mode == .eager else { return nil }
        return inputs.first { $0.emitter !== self && $0.isTracked && $0.emitter.mode != .eager }?.emitter
    }

    /// Casts operands of unlike dtypes, by rows of their own.
    private func promote(_ operands: [TracedValue], for op: Op) throws -> [TracedValue] {
        if op.type.promotion.isSettled(operands) { return operands }
        let goals = op.type.promotion.dtypes(for: operands.map(\.dtype))
        return try zip(operands, goals).map { operand, goal in
            operand.dtype == goal ? operand : try Var(self, operand).cast(to: goal).value
        }
    }

    private func compute(
        _ op: Op, _ inputs: [TracedValue], _ types: [TensorType], _ attributes: [Attribute]
    ) throws -> [Tensor] {
        try op.kernel.evaluate(inputs.compactMap(\.tensor), types, attributes)
    }

    /// An operand as this emitter's own: values of eager emitters become constants.
    private func adopt(_ operand: Var) throws -> TracedValue {
        if operand.emitter === self { return operand.value }
        guard let tensor = operand.tensor else {
            throw Fault.internal("a tensor is used outside of the recording that it belongs to")
        }
        return constant(tensor).value
    }

    /// The number of a new value.
    func number(_ type: @autoclosure () -> TensorType) -> Int {
        if mode == .record { types.append(type()) }
        valueCount += 1
        return valueCount - 1
    }
}

// MARK: - Leaves

extension Emitter {
    /// A tensor that gradients do not reach.
    package func constant(_ tensor: Tensor) -> Var {
        guard mode == .record else {
            return Var(self, TracedValue(tensor))
        }
        let value = leaf(tensor.type)
        leaves.constants.append(.init(value: valueCount - 1, tensor: tensor))
        return Var(self, value)
    }

    /// A tensor with no axis, of the given dtype.
    package func scalar(_ number: Double, _ dtype: DType) throws -> Var {
        guard mode == .record else { return constant(try Tensor.scalar(number, dtype)) }
        let key = Scalar(bits: number.bitPattern, dtype: dtype)
        if let known = scalars[key] { return Var(self, known) }
        let new = constant(try Tensor.scalar(number, dtype))
        scalars[key] = new.value
        return new
    }

    /// A tensor whose gradient can be asked for: a leaf of the tape.
    package func variable(_ tensor: Tensor) -> Var {
        guard mode == .tape else { return constant(tensor) }
        return Var(self, TracedValue(index: number(tensor.type), tensor))
    }

    /// The same value as a new leaf: what the inner of two nested gradients is taken with respect to, while
    /// the outer one still flows through.
    package func variable(from outer: Var) throws -> Var {
        guard mode != .eager else { return outer }
        guard outer.emitter === self, outer.value.index != nil else {
            return variable(try outer.read())
        }
        return try emit(.identity, outer)
    }
}

// MARK: - Recording

extension Emitter {
    /// An input of the recorded graph.
    package func input(_ name: String, _ type: TensorType) -> Var {
        let value = leaf(type)
        leaves.inputs.append(.init(name: name, value: value.index ?? 0))
        return Var(self, value)
    }

    /// A trained tensor of the recorded graph, under its path.
    package func parameter(_ path: String, _ type: TensorType) -> Var {
        let value = leaf(type)
        leaves.parameters.append(.init(name: path, value: value.index ?? 0))
        return Var(self, value)
    }

    /// A tensor that a run of the graph reads and may replace, such as a running mean.
    package func state(_ path: String, _ type: TensorType) -> Var {
        let value = leaf(type)
        leaves.states.append(.init(name: path, value: value.index ?? 0, next: nil))
        return Var(self, value)
    }

    /// What the state at `path` is after the run.
    package func setState(_ path: String, to next: Var) throws {
        guard let position = leaves.states.firstIndex(where: { $0.name == path }) else {
            throw Fault.unknown("state", path, among: leaves.states.map(\.name))
        }
        leaves.states[position].next = try adopt(next).index
    }

    private func leaf(_ type: TensorType) -> TracedValue {
        TracedValue(index: number(type), type: type, tensor: nil)
    }

    /// The graph of everything recorded so far, with these results; `gradients` by the path of their parameter.
    package func graph(
        outputs: [(name: String, value: Var)], gradients: [(path: String, value: Var)] = []
    ) throws -> Graph {
        guard mode == .record else {
            throw Fault.internal("only what is recorded can be made a graph")
        }
        let results = try outputs.map { Graph.Named(name: $0.name, value: try adopt($0.value).index ?? 0) }
        let slopes = try gradients.map { Graph.Named(name: $0.path, value: try adopt($0.value).index ?? 0) }
        // Only now: a result that does not follow from the inputs was adopted as a constant, which is a leaf as well.
        var leaves = leaves
        (leaves.outputs, leaves.gradients) = (results, slopes)
        return Graph(leaves: leaves, nodes: entries.map(\.node), types: types)
    }
}
