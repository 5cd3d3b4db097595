import Signatures
import Tensors

/// Turns a graph into calls, without memory for what they compute yet.
struct PlanBuilder {
    var list: CallList
    private(set) var inputs: [(name: String, tensor: Tensor)] = []
    private(set) var outputs: [String: Tensor] = [:]

    init(_ graph: Graph, batch: Int, memory: TrainingMemory) throws {
        var concrete = try ConcreteGraph(graph, batch: batch)
        concrete = Fusion.apply(to: concrete, results: concrete.results(of: graph))
        var leaves: [Int: Tensor] = [:]
        for input in graph.inputs {
            let type = concrete.types[input.value]
            let tensor = try Tensor.zeros(type.dtype, knownSizes(type))
            leaves[input.value] = tensor
            inputs.append((input.name, tensor))
        }
        for parameter in graph.parameters {
            leaves[parameter.value] = try memory.parameterView(parameter.name)
        }
        for state in graph.states { leaves[state.value] = try memory.stateView(state.name) }
        list = try CallList(concrete, leaves: leaves, pinned: Self.pinned(graph, concrete, memory))
        try keepRows(memory)
        try finish(graph, concrete, memory)
    }

    /// What is read once the plan has run.
    var results: [Tensor] { Array(outputs.values) }

    /// Where gradients can be computed in their place in the flat buffer: those that a kernel makes, seen through
    /// changes of shape alone.
    private static func pinned(
        _ graph: Graph, _ concrete: ConcreteGraph, _ memory: TrainingMemory
    ) throws -> [Int: Tensor] {
        var maker: [Int: ConcreteGraph.Node] = [:]
        for node in concrete.nodes {
            for output in node.outputs { maker[output] = node }
        }
        var pinned: [Int: Tensor] = [:]
        for gradient in graph.gradients {
            var value = concrete.value(gradient.value)
            while let node = maker[value], case .row(let op, _) = node.work, Self.reshapes.contains(op.name) {
                value = node.inputs[0]
            }
            guard let node = maker[value], pinned[value] == nil, !node.isView else { continue }
            pinned[value] = try memory.gradientView(gradient.name).reshaped(knownSizes(concrete.types[value]))
        }
        return pinned
    }

    /// Gradients of tables that are computed in their place are written row by row.
    private mutating func keepRows(_ memory: TrainingMemory) throws {
        for slot in memory.slots {
            guard let rows = slot.usedRows else { continue }
            list.keepRows(rows, of: try memory.gradientView(slot.path))
        }
    }

    /// Rows after which the elements lie as before.
    private static let reshapes: Set = [
        Op.reshape.name, Op.squeeze.name, Op.unsqueeze.name, Op.identity.name,
    ]

    /// Copies what is not where it should be after a run: states last, for all else may read them.
    private mutating func finish(
        _ graph: Graph, _ concrete: ConcreteGraph, _ memory: TrainingMemory
    ) throws {
        for output in graph.outputs {
            outputs[output.name] = try settled(list.tensor(concrete.value(output.value)), graph, memory)
        }
        for gradient in graph.gradients {
            let target = try memory.gradientView(gradient.name)
            let tensor = try list.tensor(concrete.value(gradient.value))
            let isThere = tensor.storage === target.storage && tensor.offset == target.offset
            if !isThere { list.copy(tensor, to: target) }
            if !isThere, let rows = try memory.slot(gradient.name).usedRows { list.use(allOf: rows) }
        }
        let changed = graph.states.filter { $0.next != nil }
        let next = try changed.map {
            try settled(list.tensor(concrete.value($0.next ?? $0.value)), graph, memory)
        }
        for (state, tensor) in zip(changed, next) { try list.copy(tensor, to: memory.stateView(state.name)) }
    }

    /// A copy of what lies in a state's memory, since that is written at the end, or in an input's, since that may
    /// be elsewhere when the plan runs.
    private mutating func settled(_ tensor: Tensor, _ graph: Graph, _ memory: TrainingMemory) throws -> Tensor {
        let isState = try graph.states.contains { try memory.stateView($0.name).storage === tensor.storage }
        let isInput = inputs.contains { $0.tensor.storage === tensor.storage }
        return isState || isInput ? try list.copied(tensor) : tensor
    }
}

extension ConcreteGraph.Node {
    /// Whether the result is the operand's own memory.
    fileprivate var isView: Bool {
        if case .row(let op, _) = work, case .view = op.kernel { true } else { false }
    }
}
