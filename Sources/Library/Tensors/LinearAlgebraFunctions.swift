import Graphs
import Language
import Signatures
import Tensors

/// Linear algebra on matrices, by LAPACK. These read their operands, so gradients cannot pass.
enum LinearAlgebraFunctions {
    static let all = [solve, inverse, determinant, svd, qr, cholesky, eigh]

    private static let matrix = Parameter("a", .tensorLike)

    static let solve = Native(
        Signature(
            "solve", [matrix, Parameter("b", .tensorLike)], returns: .tensor(),
            "The x for which `a @ x` is `b`: LU with partial pivoting (LAPACK gesv).",
            example: "solve([[2.0, 0.0], [0.0, 4.0]], [1.0, 2.0])", related: ["inv"])
    ) { try one($0, $0.matrix(0).solve($0.matrix(1))) }

    static let inverse = Native(
        Signature(
            "inv", [matrix], returns: .tensor(), "The inverse of a square matrix.",
            example: "inv([[2.0, 0.0], [0.0, 4.0]])", related: ["solve", "det"])
    ) { try one($0, $0.matrix(0).inverse()) }

    static let determinant = Native(
        Signature(
            "det", [matrix], returns: .float, "The determinant of a square matrix.",
            example: "det([[1.0, 2.0], [3.0, 4.0]])", related: ["inv"])
    ) { try one($0, $0.matrix(0).determinant()) }

    static let svd = Native(
        Signature(
            "svd", [matrix], returns: .tuple,
            "The singular value decomposition `(u, s, vt)`, s from the largest: `a` is `u @ (s * vt)` with s as a column.",
            example: "u, s, vt = svd([[3.0, 0.0], [0.0, 4.0]])\ns", related: ["qr", "eigh"])
    ) { arguments in
        let parts = try arguments.matrix(0).svd()
        return try several(arguments, [parts.u, parts.s, parts.vt])
    }

    static let qr = Native(
        Signature(
            "qr", [matrix], returns: .tuple,
            "`(q, r)`: orthonormal columns and an upper triangle whose product is `a`.",
            example: "q, r = qr([[3.0, 1.0], [4.0, 2.0]])\nr", related: ["svd", "solve"])
    ) { arguments in
        let parts = try arguments.matrix(0).qr()
        return try several(arguments, [parts.q, parts.r])
    }

    static let cholesky = Native(
        Signature(
            "cholesky", [matrix], returns: .tensor(),
            "The lower triangle `l` for which `l @ transpose(l)` is `a`, a symmetric positive definite matrix.",
            example: "cholesky([[4.0, 2.0], [2.0, 3.0]])", related: ["eigh"])
    ) { try one($0, $0.matrix(0).cholesky()) }

    static let eigh = Native(
        Signature(
            "eigh", [matrix], returns: .tuple,
            "`(values, vectors)` of a symmetric matrix: eigenvalues from the smallest, and eigenvectors as columns.",
            example: "values, vectors = eigh([[2.0, 1.0], [1.0, 2.0]])\nvalues", related: ["svd"])
    ) { arguments in
        let parts = try arguments.matrix(0).symmetricEigen()
        return try several(arguments, [parts.values, parts.vectors])
    }

    private static func one(_ arguments: Arguments, _ tensor: Tensor) throws -> Value {
        try arguments.session.value(of: tensor)
    }

    private static func several(_ arguments: Arguments, _ tensors: [Tensor]) throws -> Value {
        let session = try arguments.session
        return .tuple(tensors.map { .object(TensorObject(session.eager.constant($0))) })
    }
}

extension Arguments {
    /// - Throws: a fault of kind `type` where a gradient would silently be lost.
    fileprivate func matrix(_ index: Int) throws -> Tensor {
        let variable = try session.variable(values[index])
        if variable.isTracked, variable.producer?.op !== Op.stopGradient {
            throw fault(
                .type, "gradients do not pass through `\(signature.name)`", at: index,
                help: "if it may count as constant, write `stop_gradient(…)` around it")
        }
        return try session.tensor(from: values[index], at: index)
    }
}
