import Signatures

extension Op {
    package static let products = [matmul]

    package static let matmul = Op(
        "matmul", [.a, .b],
        """
        The matrix product of the last two axes; `a @ b`.
        Axes before them are broadcast. A tensor with one axis is a row on the left and a column on the right.
        """, example: "[[1, 2], [3, 4]] @ [[1], [1]]", related: ["mul", "transpose"], type: .matmul,
        kernel: .matmul, onnx: .node("MatMul")
    ) { n, dy in try matmulGradient(n, dy) }
}

/// dA = dY Bᵀ and dB = Aᵀ dY, with axes of size 1 in place of those that vectors lack.
private func matmulGradient(_ n: GradientNode, _ dy: Var) throws -> [Var?] {
    let a = try n.a.rank == 1 ? n.a.unsqueeze(0) : n.a
    let b = try n.b.rank == 1 ? n.b.unsqueeze(1) : n.b
    var matrix = dy
    if n.b.rank == 1 { matrix = try matrix.unsqueeze(matrix.rank) }
    if n.a.rank == 1 { matrix = try matrix.unsqueeze(matrix.rank - 1) }
    return [
        n.needs[0] ? try fitted(matrix.matmul(b.transpose()), a, n.a) : nil,
        n.needs[1] ? try fitted(rightGradient(a, b, matrix), b, n.b) : nil,
    ]
}

/// Where one matrix met a batch of others, their rows are taken as one tall matrix: one product, not a sum of many.
private func rightGradient(_ a: Var, _ b: Var, _ dy: Var) throws -> Var {
    guard b.rank == 2, a.rank > 2, let inner = a.shape.last, let width = dy.shape.last else {
        return try a.transpose().matmul(dy)
    }
    let rows = TensorType(a.dtype, a.shape.dropLast()).count
    return try a.reshape([rows, inner]).transpose().matmul(dy.reshape([rows, width]))
}

/// Summed over the axes along which the operand was stretched, in the operand's own shape.
private func fitted(_ gradient: Var, _ matrix: Var, _ operand: Var) throws -> Var {
    try gradient.summed(to: matrix.shape).reshape(operand.shape)
}
