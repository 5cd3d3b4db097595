import Signatures

/// Graphs are read from files too, where every number may be wrong.
extension Graph {
    /// - Throws: a fault unless every value is in bounds, made once and before its use, and has the type that the
    ///   shape rules give it.
    package func validate() throws {
        var made = [Bool](repeating: false, count: types.count)
        for value in leafValues { try define(value, &made) }
        for constant in constants where constant.tensor.type != types[constant.value] {
            throw unsound(
                "constant \(constant.value) is \(constant.tensor.type), not \(types[constant.value])")
        }
        for (position, node) in nodes.enumerated() { try check(node, at: position, &made) }
        let results = (outputs + gradients).map(\.value) + states.compactMap(\.next)
        for value in results where !(made.indices.contains(value) && made[value]) {
            throw unsound("an output names value \(value), which is not made")
        }
        for state in states {
            if let next = state.next, types[next] != types[state.value] {
                throw damaged("the state `\(state.name)` changes its type")
            }
        }
    }

    private var leafValues: [Value] {
        inputs.map(\.value) + parameters.map(\.value) + states.map(\.value) + constants.map(\.value)
    }

    private func define(_ value: Value, _ made: inout [Bool]) throws {
        guard made.indices.contains(value) else { throw unsound("value \(value) does not exist") }
        guard !made[value] else { throw unsound("value \(value) is made twice") }
        made[value] = true
    }

    private func check(_ node: Node, at position: Int, _ made: inout [Bool]) throws {
        for value in node.inputs where !(made.indices.contains(value) && made[value]) {
            throw unsound("node \(position) (\(node.op.name)) reads value \(value), which is not made")
        }
        try node.op.checkArity(inputs: node.inputs.count, attributes: node.attributes.count)
        let operands = node.inputs.map { types[$0] }
        guard node.op.type.promotion.applied(to: operands) == operands else {
            throw damaged("node \(position) (\(node.op.name)) combines unlike dtypes")
        }
        let results = try node.op.type.infer(operands, node.attributes)
        for value in node.outputs { try define(value, &made) }
        guard results == node.outputs.map({ types[$0] }) else {
            throw unsound("node \(position) (\(node.op.name)) does not give the types that are stated")
        }
    }

    /// What no file leads to: reading one numbers the values anew, and takes their types from the ops' rules.
    private func unsound(_ what: String) -> Fault { .internal("the graph is not sound: \(what)") }

    private func damaged(_ what: String) -> Fault { Fault(.format, "the graph is damaged: \(what)") }
}
