import CKernels
import Signatures

/// Softmax and its logarithm along the last axis.
extension Op {
    package static let softmaxes = [softmax, logSoftmax]

    package static let softmax = Op(
        "softmax", [.x],
        "Exponentials that sum to 1 along the last axis: exp(x) / Σ exp(x), without overflow.",
        example: "softmax([1.0, 2.0, 3.0])", related: ["log_softmax", "sigmoid"], type: .rows,
        kernel: .packed { [KernelCall(tk_softmax, $0)] }, onnx: .node("Softmax", ["axis": .int(-1)])
    ) { n, dy in [try n.output * (dy - (dy * n.output).sum([-1], keep: true))] }

    package static let logSoftmax = Op(
        "log_softmax", [.x],
        "The logarithm of softmax along the last axis: x − log Σ exp(x), without overflow.",
        example: "log_softmax([1.0, 2.0, 3.0])", related: ["softmax"], type: .rows,
        kernel: .packed { [KernelCall(tk_log_softmax, $0)] }, onnx: .node("LogSoftmax", ["axis": .int(-1)])
    ) { n, dy in [try dy - n.output.exp() * dy.sum([-1], keep: true)] }
}
