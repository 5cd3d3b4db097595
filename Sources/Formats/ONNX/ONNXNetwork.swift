import Graphs
import Models
import Signatures
import Tensors

/// A node of a recorded graph on its way to ONNX.
struct ONNXOperation {
    let node: Graph.Node
    let inputs: [ONNXName]
    let inputTypes: [TensorType]
    let outputTypes: [TensorType]

    var name: String { node.op.name }

    func attribute(_ index: Int) -> Attribute {
        node.attributes.indices.contains(index) ? node.attributes[index] : .none
    }

    /// The size of an axis, which must be known when the export is made.
    func size(_ type: TensorType, _ axis: Int) throws -> Int {
        guard type.shape.indices.contains(axis), let size = type.shape[axis].known else {
            throw Fault.internal("`\(name)` of \(type) cannot be exported: a size is not known")
        }
        return size
    }

    var unavailable: Fault { Fault(.recording, "the operation `\(name)` has no form in ONNX") }
}

extension ONNXBuilder {
    /// Appends a network's nodes; gives its first result and what is known of it.
    mutating func network(_ network: Network, input: ONNXName) throws -> (value: ONNXName, type: TensorType) {
        let graph = try network.recordedGraph(toBe: "exported")
        guard graph.inputs.count == 1, let output = graph.outputs.first else {
            throw Fault.internal("only a network with one input can be exported")
        }
        var values = try leaves(graph, network.parameters)
        values[graph.inputs[0].value] = input
        for node in graph.nodes { try append(node, graph.types, &values) }
        guard let value = values[output.value] else { throw Fault.internal("the network has no result") }
        return (value, graph.types[output.value])
    }

    /// Parameters, states and constants: initializers, by the number of their value.
    private mutating func leaves(
        _ graph: Graph, _ parameters: ParameterStore
    ) throws -> [Graph.Value: ONNXName] {
        var values: [Graph.Value: ONNXName] = [:]
        let named = graph.parameters + graph.states.map { Graph.Named(name: $0.name, value: $0.value) }
        for leaf in named {
            guard let entry = parameters[leaf.name] else {
                throw Fault.internal("the network has no parameter `\(leaf.name)`")
            }
            values[leaf.value] = try constant(entry.value, named: leaf.name)
        }
        for leaf in graph.constants { values[leaf.value] = try constant(leaf.tensor, named: "constant") }
        return values
    }

    private mutating func append(
        _ node: Graph.Node, _ types: [TensorType], _ values: inout [Graph.Value: ONNXName]
    ) throws {
        let operation = ONNXOperation(
            node: node, inputs: node.inputs.compactMap { values[$0] },
            inputTypes: node.inputs.map { types[$0] },
            outputTypes: node.outputs.map { types[$0] })
        guard operation.inputs.count == node.inputs.count else {
            throw Fault.internal("the operation `\(operation.name)` reads a value that is not made")
        }
        // Further results, such as the places that max pooling leaves, serve gradients alone.
        if let output = node.outputs.first { values[output] = try append(operation) }
    }

    private mutating func append(_ operation: ONNXOperation) throws -> ONNXName {
        switch operation.node.op.onnx {
        case .node(let type, let attributes):
            return self.node(type, operation.inputs, fixed: attributes)
        case .attributes(let type, let names):
            if ONNXComposition.takesAxesAsInput.contains(type) {
                return try ONNXComposition.reduceByInput(type, operation, &self)
            }
            let pairs = zip(names, operation.node.attributes).compactMap { name, value in
                value.onnx.map { (name, $0) }
            }
            return self.node(type, operation.inputs, pairs)
        case .custom(let name):
            guard let composition = ONNXComposition.named(name) else { throw operation.unavailable }
            return try composition.build(operation, &self)
        case .none: throw operation.unavailable
        }
    }

    private mutating func node(
        _ type: String, _ inputs: [ONNXName], fixed attributes: [String: Attribute]
    ) -> ONNXName {
        let pairs = attributes.sorted { $0.key < $1.key }.compactMap { name, value in
            value.onnx.map { (name, $0) }
        }
        return node(type, inputs, pairs)
    }
}

extension Attribute {
    /// The attribute as ONNX has it; nil for none, which leaves ONNX its default.
    fileprivate var onnx: ONNXAttribute? {
        switch self {
        case .none, .sizes: nil
        case .bool(let value): .int(value ? 1 : 0)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .ints(let values): .ints(values)
        case .string(let text): .string(text)
        case .dtype(let dtype): .int(dtype.onnx.rawValue)
        }
    }
}
