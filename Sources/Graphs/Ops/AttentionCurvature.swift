import Signatures
import Tensors

/// How the gradients of attention change with its operands, in rows.
///
/// With S = QKᵀ/√n, P = softmax S and dP = dY Vᵀ, the gradients are dV = Pᵀ dY, dS = P (dP − Σ P dP), dQ = dS K/√n and
/// dK = dSᵀ Q/√n. Given what flows back to dQ, dK and dV, the chain rule gives each line below.
struct AttentionCurvature {
    private let q, k, v, dy: Var
    private let scale: Double
    /// P, dP and dS.
    private let weights, reach, slopes: Var

    init(_ n: GradientNode) throws {
        (q, k, v, dy) = (n.inputs[0], n.inputs[1], n.inputs[2], n.inputs[3])
        guard let depth = q.shape.last?.known, depth > 0 else { throw Fault.unknownSize(q.type) }
        scale = 1 / Double(depth).squareRoot()
        let scores = try q.matmul(k.transpose()) * scale
        weights = try (n.attributes[0].bool == true ? scores.causal() : scores).softmax()
        reach = try dy.matmul(v.transpose())
        slopes = try weights.softmaxGradient(reach)
    }

    /// The gradients of queries, keys, values and dY, from those of dQ, dK and dV.
    func gradients(_ adjoints: [Var?]) throws -> [Var?] {
        let a = try adjoints[0] ?? q.emitter.zeros(q.type)
        let b = try adjoints[1] ?? q.emitter.zeros(k.type)
        let c = try adjoints[2] ?? q.emitter.zeros(v.type)
        let w = try (a.matmul(k.transpose()) + q.matmul(b.transpose())) * scale
        let u = try weights.softmaxGradient(w)
        let ofWeights = try dy.matmul(c.transpose()) + w * (reach - weights.dot(reach)) - weights.dot(w) * reach
        let ofScores = try weights.softmaxGradient(ofWeights)
        return [
            try (ofScores.matmul(k) + slopes.matmul(b)) * scale,
            try (ofScores.transpose().matmul(q) + slopes.transpose().matmul(a)) * scale,
            try u.transpose().matmul(dy),
            try u.matmul(v) + weights.matmul(c),
        ]
    }
}

extension Var {
    /// Σ of the products along rows.
    fileprivate func dot(_ other: Var) throws -> Var { try (self * other).sum([-1], keep: true) }

    /// What flows back through softmax, of which this is the result.
    fileprivate func softmaxGradient(_ dy: Var) throws -> Var { try self * (dy - dot(dy)) }

    /// Scores with −∞ where a key comes after the query.
    fileprivate func causal() throws -> Var {
        guard let time = shape[rank - 2].known, let length = shape[rank - 1].known else {
            throw Fault.unknownSize(type)
        }
        let queries = try emitter.constant(Tensor(Array(0..<time), sizes: [time, 1]))
        let keys = try emitter.constant(Tensor(Array(0..<length)))
        return try emitter.emit(.greaterEqual, queries, keys).select(self, emitter.scalar(-.infinity, dtype))
    }
}
