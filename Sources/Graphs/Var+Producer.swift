import Signatures

extension Var {
    /// The op that gave this value and its operands, if the emitter noted them: so that a loss can see that a
    /// probability comes from a softmax, and start from what went into that.
    package var producer: (op: Op, inputs: [Var], attributes: [Attribute])? {
        guard let index = value.index,
            let entry = emitter.entries.last(where: { $0.outputs.contains { $0.index == index } })
        else { return nil }
        return (entry.op, entry.inputs.map { Var(emitter, $0) }, entry.attributes)
    }
}
