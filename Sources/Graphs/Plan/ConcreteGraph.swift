import Signatures
import Tensors

/// A graph for one size of the batch: all sizes are known, what follows from constants is computed, and what is
/// computed twice or not used is gone.
struct ConcreteGraph {
    struct Node {
        var work: Work
        var inputs: [Int]
        var outputs: [Int]
    }

    enum Work {
        case row(Op, [Attribute])
        /// A chain of element-wise rows as one pass over memory.
        case fused(FusedProgram)
    }

    var nodes: [Node] = []
    var types: [TensorType]
    var constants: [Int: Tensor] = [:]
    /// For each value of the original graph, the value that stands for it here.
    private var standIn: [Int]
    private var known: [Expression: [Int]] = [:]

    /// What a row computes: two nodes that agree in it give the same.
    private struct Expression: Hashable {
        let op: ObjectIdentifier
        let inputs: [Int]
        let attributes: [Attribute]
    }

    /// Results of folding above this are left to be computed in every run, in memory that others may use too.
    private static let largestFolded = 1 << 16

    init(_ graph: Graph, batch: Int) throws {
        types = graph.types.map { $0.substituting(Graph.batch, by: batch) }
        standIn = Array(graph.types.indices)
        for constant in graph.constants { constants[constant.value] = constant.tensor }
        for node in graph.nodes { try add(node, batch: batch) }
        removeUnused(keeping: results(of: graph))
    }

    /// The values that are read after a run.
    func results(of graph: Graph) -> Set<Int> {
        let values = (graph.outputs + graph.gradients).map(\.value) + graph.states.compactMap(\.next)
        return Set(values.map { standIn[$0] })
    }

    /// The value that stands for one of the original graph.
    func value(_ original: Int) -> Int { standIn[original] }

    private mutating func add(_ node: Graph.Node, batch: Int) throws {
        let inputs = node.inputs.map { standIn[$0] }
        let attributes = node.attributes.map { $0.substituting(Graph.batch, by: batch) }
        let expression = Expression(op: ObjectIdentifier(node.op), inputs: inputs, attributes: attributes)
        if let same = known[expression] {
            for (output, value) in zip(node.outputs, same) { standIn[output] = value }
            return
        }
        known[expression] = node.outputs
        let results = try node.op.type.infer(inputs.map { types[$0] }, attributes)
        for (output, type) in zip(node.outputs, results) { types[output] = type }
        if try fold(node, inputs, attributes, results) { return }
        nodes.append(Node(work: .row(node.op, attributes), inputs: inputs, outputs: node.outputs))
    }

    /// Computes a row of constants now.
    private mutating func fold(
        _ node: Graph.Node, _ inputs: [Int], _ attributes: [Attribute], _ results: [TensorType]
    ) throws -> Bool {
        let operands = inputs.compactMap { constants[$0] }
        guard operands.count == inputs.count else { return false }
        if case .view = node.op.kernel {
        } else {
            guard results.allSatisfy({ $0.count.known.map { $0 <= Self.largestFolded } ?? false }) else {
                return false
            }
        }
        let tensors = try node.op.kernel.evaluate(operands, results, attributes)
        for (output, tensor) in zip(node.outputs, tensors) { constants[output] = tensor }
        return true
    }

    mutating func removeUnused(keeping results: Set<Int>) {
        var used = results
        var kept: [Node] = []
        for node in nodes.reversed() where node.outputs.contains(where: used.contains) {
            used.formUnion(node.inputs)
            kept.append(node)
        }
        nodes = kept.reversed()
    }
}

extension Tensor {
    /// The number that all elements are, if that can be seen without reading them all.
    var uniformValue: Double? {
        guard count > 0, shape.indices.allSatisfy({ shape[$0] == 1 || strides[$0] == 0 }) else { return nil }
        return scalar(flat: 0).double
    }
}
