import CKernels
import Signatures

@testable import Tensors

typealias Function = @convention(c) (UnsafePointer<tk_call>?) -> tk_status

/// A kernel whose output is like its first input.
func pointwise(_ function: Function, op: UInt32 = 0, _ inputs: Tensor..., ints: [Int] = []) throws -> Tensor {
    let result = try Tensor.uninitialized(inputs[0].dtype, inputs[0].shape)
    try Kernel.run(function, op: Int32(op), outputs: [result], inputs: inputs, ints: ints)
    return result
}

func unary(_ op: tk_unary_op, _ x: Tensor) throws -> Tensor { try pointwise(tk_unary, op: op.rawValue, x) }

func broadcastSizes(_ a: Tensor, _ b: Tensor) throws -> Shape {
    guard let sizes = broadcast(a.type.shape, b.type.shape) else { throw Fault(.shape, "no common shape") }
    return Shape(sizes.compactMap(\.known))
}

func binary(_ op: tk_binary_op, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let result = try Tensor.uninitialized(a.dtype, broadcastSizes(a, b))
    try Kernel.run(tk_binary, op: Int32(op.rawValue), outputs: [result], inputs: [a, b])
    return result
}

func compare(_ op: tk_compare_op, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let result = try Tensor.uninitialized(.bool, broadcastSizes(a, b))
    try Kernel.run(tk_compare, op: Int32(op.rawValue), outputs: [result], inputs: [a, b])
    return result
}

/// With axes of size 1 in place of those that were combined.
func reduce(_ op: tk_reduce_op, _ x: Tensor, _ axes: [Int]) throws -> Tensor {
    var shape = x.shape
    for axis in axes { shape[axis] = 1 }
    let result = try Tensor.uninitialized(x.dtype, shape)
    try Kernel.run(tk_reduce, op: Int32(op.rawValue), outputs: [result], inputs: [x])
    return result
}

func argument(_ op: tk_arg_op, _ x: Tensor, _ axis: Int) throws -> Tensor {
    var shape = x.shape
    shape[axis] = 1
    let result = try Tensor.uninitialized(.i64, shape)
    try Kernel.run(tk_arg, op: Int32(op.rawValue), outputs: [result], inputs: [x], ints: [axis])
    return result
}

func argsort(_ x: Tensor, descending: Bool = false) throws -> [Int] {
    let result = try Tensor.uninitialized(.i64, x.shape)
    try Kernel.run(tk_argsort, outputs: [result], inputs: [x], ints: [descending ? 1 : 0])
    return result.i64Values
}

/// The kind of fault that `body` throws.
func faultKind<T>(_ body: () throws -> T) -> Fault.Kind? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? Fault)?.kind
    }
}
