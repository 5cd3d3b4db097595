import CKernels
import Signatures

/// Calls of C kernels on tensors.
package enum Kernel {
    /// A kernel's view of a tensor. It is good for as long as the tensor's storage lives.
    package static func view(_ tensor: Tensor) -> tk_view {
        var view = tk_view()
        view.data = tensor.base
        view.dtype = Int32(tensor.dtype.rawValue)
        view.rank = Int32(tensor.rank)
        withUnsafeMutableBytes(of: &view.sizes) { bytes in
            let sizes = bytes.bindMemory(to: Int64.self)
            for axis in tensor.shape.indices { sizes[axis] = Int64(tensor.shape[axis]) }
        }
        withUnsafeMutableBytes(of: &view.strides) { bytes in
            let strides = bytes.bindMemory(to: Int64.self)
            for axis in tensor.shape.indices { strides[axis] = Int64(tensor.strides[axis]) }
        }
        return view
    }

    /// Runs a kernel now. Throws what its status means.
    package static func run(
        _ function: @convention(c) (UnsafePointer<tk_call>?) -> tk_status, op: Int32 = 0,
        outputs: [Tensor], inputs: [Tensor], ints: [Int] = [], reals: [Double] = [],
        extra: UnsafeRawPointer? = nil
    ) throws {
        let status = withUnsafeTemporaryAllocation(of: tk_view.self, capacity: outputs.count + inputs.count) {
            views in
            for (place, tensor) in outputs.enumerated() { views[place] = view(tensor) }
            for (place, tensor) in inputs.enumerated() { views[outputs.count + place] = view(tensor) }
            var call = tk_call()
            call.views = views.baseAddress
            call.outputs = Int32(outputs.count)
            call.inputs = Int32(inputs.count)
            call.op = op
            call.extra = extra
            set(&call.ints, ints.lazy.map { Int64($0) })
            set(&call.reals, reals)
            return withExtendedLifetime((outputs, inputs)) { function(&call) }
        }
        try check(status)
    }

    private static func set<Field, T>(_ field: inout Field, _ values: some Collection<T>) {
        withUnsafeMutableBytes(of: &field) { bytes in
            let slots = bytes.bindMemory(to: T.self)
            for (slot, value) in zip(slots.indices, values) { slots[slot] = value }
        }
    }

    /// Throws the fault that a kernel's status stands for.
    package static func check(_ status: tk_status) throws {
        switch status {
        case TK_OK: return
        case TK_OVERFLOW: throw Fault(.overflow, "the result does not fit in i64")
        case TK_ZERO_DIVISION: throw Fault(.zeroDivision, "integer division by zero")
        case TK_INDEX: throw Fault(.index, "an index is outside its axis")
        case TK_DOMAIN:
            throw Fault(
                .value, "an i64 tensor cannot be raised to a negative power",
                help: "write `float(x)` to get decimals")
        case TK_EMPTY: throw Fault(.shape, "the largest or smallest of no elements is not defined")
        case TK_INTERRUPTED: throw Fault.interrupted
        case TK_MEMORY:
            throw Fault(
                .memory, "a kernel needs more memory than the \(byteText(MemoryBudget.available)) available")
        default: throw Fault.internal("the operation is not defined for this dtype")
        }
    }
}
