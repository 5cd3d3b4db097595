import Signatures
import Tensors

/// Runs a graph whose parameters no longer change: op by op at first, and by a plan from the second batch of a size on.
package final class InferenceRunner {
    private let graph: Graph
    private var plans: [Int: Plan] = [:]
    /// The size of the last batch that had no plan.
    private var lastSize: Int?

    /// Batches come in few sizes, or in so many that a plan for each is not worth its memory.
    private static let mostPlans = 4
    private static let mostBytes = 1 << 26

    /// - Parameter tensors: the graph's parameters and states, by path.
    package init(_ graph: Graph, _ tensors: [String: Tensor]) throws { self.graph = try graph.fixing(tensors) }

    /// The first output for a batch of the one input.
    package func run(_ input: Tensor) throws -> Tensor {
        guard let leaf = graph.inputs.first else { throw Fault.internal("the graph has no input") }
        let batch = input.sizes.first ?? 0
        if let plan = try plan(batch), plan.takes(input) {
            try plan.run(with: [input])
            return try plan.output(graph.outputs[0].name).copied()
        }
        let given = [leaf.name: try input.cast(to: graph.types[leaf.value].dtype).contiguous()]
        guard let output = try graph.run(inputs: given).outputs.first else {
            throw Fault.internal("the graph gives nothing")
        }
        return output
    }

    private func plan(_ batch: Int) throws -> Plan? {
        if let plan = plans[batch] { return plan }
        guard batch > 0, batch == lastSize, plans.count < Self.mostPlans else {
            lastSize = batch
            return nil
        }
        let plan = try Plan(graph, batch: batch, memory: TrainingMemory(for: graph))
        guard plan.arenaBytes <= Self.mostBytes else {
            lastSize = nil
            return nil
        }
        plans[batch] = plan
        return plan
    }
}

extension Graph {
    /// The graph with these tensors as constants in the places of its parameters and states.
    fileprivate func fixing(_ tensors: [String: Tensor]) throws -> Graph {
        var fixed = self
        for (name, value) in parameters.map({ ($0.name, $0.value) }) + states.map({ ($0.name, $0.value) }) {
            guard let tensor = tensors[name], tensor.type == types[value] else {
                throw Fault.internal("there is no value for `\(name)`")
            }
            fixed.leaves.constants.append(.init(value: value, tensor: tensor))
        }
        (fixed.leaves.parameters, fixed.leaves.states) = ([], [])
        return fixed
    }
}
