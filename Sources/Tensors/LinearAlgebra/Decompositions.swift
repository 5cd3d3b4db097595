import COpenBLAS
import Signatures

extension Tensor {
    /// The lower triangular l with self = l · lᵀ, for a symmetric positive definite matrix.
    package func cholesky() throws -> Tensor {
        let a = try Matrix(self, for: "cholesky")
        try a.requireSymmetric(for: "cholesky", dtype: dtype)
        guard try callLapack(elements: a.count, { lapack_cholesky(Int32(a.rows), a.pointer) }) == 0 else {
            throw Fault(.numeric, "the matrix is not positive definite: it has no Cholesky factor")
        }
        // Row by row the factor is the lower triangle; above it the matrix itself is left.
        for row in 0..<a.rows {
            for column in (row + 1)..<max(row + 1, a.rows) { a.pointer[row * a.rows + column] = 0 }
        }
        return try a.elements.cast(to: decimalDType)
    }

    /// self = q · r for an m × n matrix: q is m × k with orthonormal columns, r is k × n and upper triangular,
    /// k = min(m, n). By Householder reflections.
    package func qr() throws -> (q: Tensor, r: Tensor) {
        let a = try Matrix(self, for: "qr")
        let k = min(a.rows, a.columns)
        let tau = try Workspace(k)
        try callLapack(elements: a.count) { lapack_qr(Int32(a.rows), Int32(a.columns), a.pointer, tau.doubles, $0, $1) }
        let r = try Matrix(rows: k, columns: a.columns)
        for column in 0..<a.columns {
            for row in 0..<min(column + 1, k) { r.pointer[column * k + row] = a[row, column] }
        }
        let q = try a.firstColumns(k)
        try callLapack(elements: q.count) { lapack_qr_q(Int32(q.rows), Int32(k), q.pointer, tau.doubles, $0, $1) }
        return (try q.tensor(decimalDType), try r.tensor(decimalDType))
    }

    /// self = u · diag(s) · vt for an m × n matrix: u is m × k, vt is k × n, k = min(m, n); s falls.
    package func svd() throws -> (u: Tensor, s: Tensor, vt: Tensor) {
        let a = try Matrix(self, for: "svd")
        let k = min(a.rows, a.columns)
        let u = try Matrix(rows: a.rows, columns: k)
        let vt = try Matrix(rows: k, columns: a.columns)
        let s = try Matrix(rows: k, columns: 1)
        let iwork = try Workspace(8 * k)
        if k > 0 {
            let info = try callLapack(elements: a.count) { work, size in
                lapack_svd(
                    Int32(a.rows), Int32(a.columns), a.pointer, s.pointer, u.pointer, vt.pointer, work, size,
                    iwork.integers)
            }
            guard info == 0 else { throw noConvergence("singular values") }
        }
        return (
            try u.tensor(decimalDType), try s.elements.cast(to: decimalDType).reshaped([k]),
            try vt.tensor(decimalDType)
        )
    }

    /// The eigenvalues of a symmetric matrix, rising, and its eigenvectors as columns.
    package func symmetricEigen() throws -> (values: Tensor, vectors: Tensor) {
        let a = try Matrix(self, for: "eigh")
        try a.requireSymmetric(for: "eigh", dtype: dtype)
        let values = try Matrix(rows: a.rows, columns: 1)
        if a.rows > 0 { try eigen(a, into: values) }
        return (try values.elements.cast(to: decimalDType).reshaped([a.rows]), try a.tensor(decimalDType))
    }

    private func eigen(_ a: Matrix, into values: Matrix) throws {
        var integers: Int32 = 0
        let work = try Workspace {
            lapack_eigen(Int32(a.rows), a.pointer, values.pointer, $0, $1, &integers, -1)
        }
        let iwork = try Workspace(Int(integers))
        let info = try callLapack(elements: a.count) {
            lapack_eigen(
                Int32(a.rows), a.pointer, values.pointer, work.doubles, work.size, iwork.integers, iwork.size)
        }
        guard info == 0 else { throw noConvergence("eigenvalues") }
    }

    private func noConvergence(_ what: String) -> Fault {
        Fault(.numeric, "the search for the \(what) did not converge")
    }
}

extension Matrix {
    /// A copy of the first columns.
    fileprivate func firstColumns(_ count: Int) throws -> Matrix {
        let part = try Matrix(rows: rows, columns: count)
        part.pointer.update(from: pointer, count: rows * count)
        return part
    }
}
