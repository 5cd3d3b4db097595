import Graphs
import Models
import Signatures
import Tensors

/// A recorded graph as a model file holds it.
///
/// Its values are numbered anew, in the order inputs, parameters, states, constants, results of the nodes: so no
/// number of a result need be stored, each node can only read what stands before it, and types follow from the
/// ops' own rules. Constants and parameters lie among the weights.
extension Graph {
    /// Every value that something names, in the order of their new numbers.
    private var order: [Value] {
        inputs.map(\.value) + parameters.map(\.value) + states.map(\.value) + constants.map(\.value)
            + nodes.flatMap(\.outputs)
    }

    /// - Parameter prefix: what the names of its constants among the weights begin with.
    func stored(weights: inout Weights, constants prefix: String = "constants/") throws -> JSON {
        for (index, constant) in constants.enumerated() { weights.add("\(prefix)\(index)", constant.tensor) }
        return try stored()
    }

    private func stored() throws -> JSON {
        let numbers = Dictionary(
            order.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
        func number(_ value: Value) throws -> JSON {
            guard let number = numbers[value] else {
                throw Fault.internal("the model's graph reads value \(value), which nothing makes")
            }
            return .int(number)
        }
        let members: JSON = [
            "inputs": .array(
                try inputs.map { ["name": .string($0.name), "type": try types[$0.value].stored()] }),
            "parameters": .array(parameters.map { .string($0.name) }),
            "states": .array(
                try states.map { ["name": .string($0.name), "next": try $0.next.map(number) ?? .null] }),
            "constants": .int(constants.count),
            "nodes": .array(try nodes.map { try $0.stored(numbers: number) }),
            "outputs": .array(
                try outputs.map { ["name": .string($0.name), "value": try number($0.value)] }),
        ]
        guard !gradients.isEmpty, case .object(let list) = members else { return members }
        let slopes = try gradients.map { ["name": .string($0.name), "value": try number($0.value)] as JSON }
        return .object(list + [.init("gradients", .array(slopes))])
    }
}

extension Graph.Node {
    fileprivate func stored(numbers number: (Graph.Value) throws -> JSON) throws -> JSON {
        var members: [JSON.Member] = [
            .init("op", .string(op.name)), .init("inputs", .array(try inputs.map(number))),
        ]
        if !attributes.isEmpty { members.append(.init("attributes", try attributes.stored())) }
        return .object(members)
    }
}

/// Builds a graph from what a model file holds.
struct GraphReader {
    let stored: StoredValue
    let parameters: ParameterStore
    let constants: [Tensor]
    private var leaves = Graph.Leaves()
    private var nodes: [Graph.Node] = []
    private var types: [TensorType] = []

    /// - Parameter prefix: what the names of its constants among the weights begin with.
    init(
        _ stored: StoredValue, parameters: ParameterStore, weights: Weights, constants prefix: String = "constants/"
    ) throws {
        self.stored = stored
        self.parameters = parameters
        // Each constant has a tensor of its own, so their number is bounded by the file.
        let count = try stored.field("constants").count()
        constants = try (0..<min(count, weights.entries.count + 1)).map {
            try weights.tensor("\(prefix)\($0)", for: stored)
        }
    }

    /// - Throws: A fault unless the graph is whole: known ops, operands that exist, types that fit.
    mutating func graph() throws -> Graph {
        try readLeaves()
        for node in try stored.field("nodes").list() { try readNode(node) }
        try readResults()
        let graph = Graph(leaves: leaves, nodes: nodes, types: types)
        try stored.checked { try graph.validate() }
        return graph
    }

    private mutating func readLeaves() throws {
        for input in try stored.field("inputs").list() {
            let value = define(try TensorType(input.field("type")))
            leaves.inputs.append(.init(name: try input.field("name").string(), value: value))
        }
        for name in try stored.field("parameters").list() {
            leaves.parameters.append(.init(name: try name.string(), value: define(try parameter(name).type)))
        }
        for state in try stored.field("states").list() {
            let name = try state.field("name")
            leaves.states.append(
                .init(name: try name.string(), value: define(try parameter(name).type), next: nil))
        }
        for tensor in constants { leaves.constants.append(.init(value: define(tensor.type), tensor: tensor)) }
    }

    private mutating func readNode(_ node: StoredValue) throws {
        let name = try node.field("op")
        guard let op = Op.named(try name.string()) else {
            throw name.fault("names an operation that is not known: \(try name.string())")
        }
        let inputs = try node.field("inputs").list().map(operand)
        let attributes = try node.optional("attributes").map { try [Attribute]($0) } ?? []
        let results = try node.checked {
            try op.checkArity(inputs: inputs.count, attributes: attributes.count)
            return try op.type.infer(inputs.map { types[$0] }, attributes)
        }
        nodes.append(
            .init(op: op, inputs: inputs, attributes: attributes, outputs: results.map { define($0) }))
    }

    private mutating func readResults() throws {
        for (index, state) in try stored.field("states").list().enumerated() {
            leaves.states[index].next = try state.optional("next").map(operand)
        }
        leaves.outputs = try named(stored.field("outputs"))
        leaves.gradients = try stored.optional("gradients").map(named) ?? []
    }

    private func named(_ stored: StoredValue) throws -> [Graph.Named] {
        try stored.list().map {
            .init(name: try $0.field("name").string(), value: try operand($0.field("value")))
        }
    }

    private mutating func define(_ type: TensorType) -> Graph.Value {
        types.append(type)
        return types.count - 1
    }

    private func operand(_ stored: StoredValue) throws -> Graph.Value {
        let value = try stored.count()
        guard value < types.count else { throw stored.fault("reads a value that is not there yet") }
        return value
    }

    private func parameter(_ name: StoredValue) throws -> Tensor {
        guard let entry = parameters[try name.string()] else { throw name.fault("has no weights") }
        return entry.value
    }
}
