import CKernels
import Signatures
import Tensors

/// A chain of element-wise rows, for the C interpreter that runs it tile by tile.
struct FusedProgram {
    var steps: [tk_step]
    var constants: [Float]
    var results: [UInt8]

    /// As the C kernel reads it.
    func write(to program: UnsafeMutablePointer<tk_program>) {
        program.initialize(to: tk_program())
        program.pointee.steps = Int32(steps.count)
        program.pointee.constants = Int32(constants.count)
        withUnsafeMutableBytes(of: &program.pointee.step) { bytes in
            let slots = bytes.bindMemory(to: tk_step.self)
            for (slot, step) in zip(slots.indices, steps) { slots[slot] = step }
        }
        withUnsafeMutableBytes(of: &program.pointee.constant) { bytes in
            let slots = bytes.bindMemory(to: Float.self)
            for (slot, constant) in zip(slots.indices, constants) { slots[slot] = constant }
        }
        withUnsafeMutableBytes(of: &program.pointee.result) { bytes in
            for (place, result) in zip(bytes.indices, results) { bytes[place] = result }
        }
    }
}

/// What a program may hold: the sizes of `tk_program`'s arrays.
enum FusionLimit {
    static let inputs = Int(TK_FUSED_INPUTS)
    static let outputs = Int(TK_FUSED_OUTPUTS)
    static let steps = Int(TK_FUSED_STEPS)
    static let constants = 16
}
