import CKernels
import Signatures

/// Attention, whose scores are never kept: they are made again on the way back.
extension Op {
    package static let attentions = [attention, attentionGradient]

    private static let q = Parameter("q", .tensorLike)
    private static let k = Parameter("k", .tensorLike)
    private static let v = Parameter("v", .tensorLike)
    private static let causal = Parameter("causal", .bool, default: .bool(false))

    package static let attention: Op = Op(
        "attention", [q, k, v, causal],
        """
        What each query finds among keys and values: softmax(q kᵀ / √n) v.
        Queries are [batch…, time, n], keys [batch…, length, n] and values [batch…, length, m]. With `causal: true`
        a query sees only the keys up to its own place (Vaswani et al. 2017, "Attention is all you need").
        """, example: "attention([[1.0, 0.0]], [[1.0, 0.0]], [[2.0, 3.0]])",
        related: ["softmax"], type: .attention,
        kernel: .call { attentionCall(tk_attention, $0) }, onnx: .custom("attention")
    ) { n, dy in try n.emitter.emit(.attentionGradient, n.inputs + [dy], n.attributes) }

    package static let attentionGradient: Op = Op(
        "attention_gradient", [q, k, v, .dy, causal],
        "The gradients of `attention` with respect to its queries, keys and values.",
        example: "attention_gradient([[1.0, 0.0]], [[1.0, 0.0]], [[2.0, 3.0]], [[1.0, 1.0]])",
        related: ["attention"], type: .attentionGradient,
        kernel: .call { attentionCall(tk_attention_gradient, $0) }, onnx: .none
    ) { n, _ in try AttentionCurvature(n).gradients(n.adjoints) }
}

private func attentionCall(_ function: @escaping KernelFunction, _ operands: KernelOperands) -> [KernelCall] {
    [KernelCall(function, operands, ints: [operands.attributes[0].bool == true ? 1 : 0])]
}
