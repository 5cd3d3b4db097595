import Signatures
import Tensors

extension Graph {
    /// Computes the outputs node by node, in the order of `outputs`, and the states that a run changes.
    package func run(
        inputs: [String: Tensor], parameters: [String: Tensor] = [:], states: [String: Tensor] = [:]
    ) throws -> (outputs: [Tensor], states: [String: Tensor]) {
        let emitter = Emitter(.eager)
        let results = try emit(on: emitter) { leaf, name in
            let given = [Leaf.input: inputs, .parameter: parameters, .state: states][leaf]?[name]
            guard let given else { throw Fault.internal("there is no value for the \(leaf) `\(name)`") }
            return emitter.constant(given)
        }
        return (try results.outputs.map { try $0.read() }, try results.states.mapValues { try $0.read() })
    }

    /// What a leaf of a graph is.
    package enum Leaf: Sendable {
        case input, parameter, state
    }

    /// Emits the nodes again, on any emitter, with other leaves in place of the graph's own: that evaluates a
    /// graph, differentiates through it, or makes it part of another.
    package func emit(
        on emitter: Emitter, leaf: (Leaf, String) throws -> Var
    ) throws -> (outputs: [Var], states: [String: Var]) {
        var values = [Var?](repeating: nil, count: types.count)
        try bindLeaves(&values, emitter, leaf)
        let batch = batchSize(values)
        for node in nodes {
            let operands = try node.inputs.map { try taken(values, $0) }
            let attributes = batch.map { size in
                node.attributes.map { $0.substituting(Graph.batch, by: size) }
            }
            let results = try emitter.emit(node.op, operands, attributes ?? node.attributes)
            for (output, result) in zip(node.outputs, results) { values[output] = result }
        }
        var next: [String: Var] = [:]
        for state in states {
            if let value = state.next { next[state.name] = try taken(values, value) }
        }
        return (try outputs.map { try taken(values, $0.value) }, next)
    }

    private func bindLeaves(
        _ values: inout [Var?], _ emitter: Emitter, _ leaf: (Leaf, String) throws -> Var
    ) throws {
        for input in inputs {
            values[input.value] = try bound(input.value, leaf(.input, input.name), input.name)
        }
        for parameter in parameters {
            values[parameter.value] = try bound(
                parameter.value, leaf(.parameter, parameter.name), parameter.name)
        }
        for state in states {
            values[state.value] = try bound(state.value, leaf(.state, state.name), state.name)
        }
        for constant in constants { values[constant.value] = emitter.constant(constant.tensor) }
    }

    /// The size of the batch, where a leaf says it.
    private func batchSize(_ values: [Var?]) -> Int? {
        for (type, value) in zip(types, values) {
            guard let value else { continue }
            for (size, given) in zip(type.shape, value.shape) {
                if case .named(Graph.batch, 1) = size, let known = given.known { return known }
            }
        }
        return nil
    }

    /// A leaf whose type is one that the graph was recorded for.
    private func bound(_ value: Value, _ leaf: Var, _ name: String) throws -> Var {
        let expected = types[value]
        guard leaf.rank == expected.rank, leaf.dtype == expected.dtype,
            !zip(leaf.shape, expected.shape).contains(where: { $0.differs(from: $1) })
        else {
            throw Fault(
                .shape, "`\(name)` is \(leaf.type), and \(expected) is needed",
                labels: [.init(.named(name), leaf.type.description)])
        }
        return leaf
    }

    private func taken(_ values: [Var?], _ value: Value) throws -> Var {
        guard let result = values[value] else {
            throw Fault.internal("a graph reads value \(value) before it is made")
        }
        return result
    }
}
