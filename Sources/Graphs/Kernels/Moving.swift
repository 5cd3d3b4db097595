import CKernels
import Signatures
import Tensors

extension KernelRule {
    /// The parts one after another, each into its own slice of the result.
    static let concat = KernelRule.call { operands in
        let axis = try operands.attributes[0].integer("axis")
        var start = 0
        return try operands.inputs.map { part in
            let size = part.shape[try resolveAxis(axis, rank: part.rank)]
            defer { start += size }
            let place = try operands.outputs[0].sliced(axis: axis, start: start, stop: start + size)
            return KernelCall(tk_copy, outputs: [place], inputs: [part])
        }
    }

    static let pad = KernelRule.call { operands in
        let before = try operands.attributes[0].integers("before")
        let x = operands.inputs[0]
        let value = try operands.attributes[2].number("value")
        var place = operands.outputs[0]
        for axis in before.indices {
            place = try place.sliced(axis: axis, start: before[axis], stop: before[axis] + x.shape[axis])
        }
        return [
            try fill(operands.outputs[0], with: value), KernelCall(tk_copy, outputs: [place], inputs: [x]),
        ]
    }

    static let sliceScatter = KernelRule.call { operands in
        let place = try operands.outputs[0].sliced(SliceBounds(operands.attributes))
        return [
            try fill(operands.outputs[0], with: 0),
            KernelCall(tk_copy, outputs: [place], inputs: [operands.inputs[0]]),
        ]
    }

    static func fill(_ tensor: Tensor, with value: Double) throws -> KernelCall {
        KernelCall(tk_fill, outputs: [tensor], inputs: [], reals: [value])
    }
}

extension KernelCall {
    /// Copies elements between tensors of one type, whatever their strides.
    static func copy(_ source: Tensor, to target: Tensor) -> KernelCall {
        KernelCall(tk_copy, outputs: [target], inputs: [source])
    }
}
