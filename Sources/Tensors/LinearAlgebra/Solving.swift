import COpenBLAS
import Signatures

/// The LU factors of a square matrix, with partial pivoting.
private struct Factors {
    private let lu: Matrix
    private let order: Workspace
    private let norm: Double
    /// Whether a pivot is exactly 0.
    let isSingular: Bool

    init(_ tensor: Tensor, for name: String) throws {
        let (lu, order) = (try Matrix(tensor, for: name), try Workspace(tensor.shape[0]))
        try lu.requireSquare(for: name)
        norm = try lu.oneNorm()
        isSingular = try callLapack(elements: lu.count) { lapack_lu(Int32(lu.rows), lu.pointer, order.integers) } > 0
        (self.lu, self.order) = (lu, order)
    }

    var n: Int32 { Int32(lu.rows) }

    /// Throws where a solution would have no correct digit.
    func requireInvertible() throws {
        if n == 0 { return }
        if isSingular { throw Fault(.numeric, "the matrix is singular: it has no inverse") }
        let work = try Workspace(4 * lu.rows)
        let iwork = try Workspace(lu.rows)
        let reciprocal = try callLapack(elements: lu.count) {
            lapack_reciprocal_condition(n, lu.pointer, norm, work.doubles, iwork.integers)
        }
        guard reciprocal > Double.ulpOfOne / 2 else {
            throw Fault(.numeric, "the matrix is singular to working precision: it has no usable inverse")
        }
    }

    func solve(_ right: Matrix) throws {
        _ = try callLapack(elements: max(lu.count, right.count)) {
            lapack_solve_lu(n, Int32(right.columns), lu.pointer, order.integers, right.pointer)
        }
    }

    /// The product of the pivots, negated for each swap of rows.
    var determinant: Double {
        var product = 1.0
        for i in 0..<lu.rows {
            product *= lu[i, i]
            if order.integers[i] != Int32(i + 1) { product = -product }
        }
        return product
    }
}

extension Tensor {
    /// The x with self · x = right, for a square matrix; `right` is a vector or a matrix. By LU with partial pivoting.
    package func solve(_ right: Tensor) throws -> Tensor {
        let factors = try Factors(self, for: "solve")
        let columns = try Matrix.rightHandSide(right, rows: shape[0], for: "solve")
        try factors.requireInvertible()
        try factors.solve(columns)
        let result = try columns.tensor(decimalDType.promoted(with: right.decimalDType))
        return right.rank == 1 ? try result.squeezed(1) : result
    }

    package func inverse() throws -> Tensor {
        let factors = try Factors(self, for: "inv")
        try factors.requireInvertible()
        let identity = try Matrix(rows: shape[0], columns: shape[0])
        for i in 0..<shape[0] { identity.pointer[i * shape[0] + i] = 1 }
        try factors.solve(identity)
        return try identity.tensor(decimalDType)
    }

    /// A tensor without axes.
    package func determinant() throws -> Tensor {
        try Tensor.scalar(Factors(self, for: "det").determinant, decimalDType)
    }

    /// The x that brings ‖self · x − right‖ to its least, the shortest of them if there are several, and the rank of
    /// the matrix. By QR with column pivoting (Golub and Van Loan, Matrix Computations, 5.5).
    package func leastSquares(_ right: Tensor) throws -> (solution: Tensor, rank: Int) {
        let a = try Matrix(self, for: "lstsq")
        let b = try Matrix.rightHandSide(right, rows: a.rows, for: "lstsq")
        let x = try Matrix(rows: max(a.rows, a.columns), columns: b.columns)
        defer { withExtendedLifetime((a, b)) {} }
        for column in 0..<b.columns {
            let from = b.pointer + column * b.rows
            (x.pointer + column * x.rows).update(from: from, count: b.rows)
        }
        let rank = a.count == 0 ? 0 : try leastSquares(a, x)
        let solution = try x.elements.transposed().sliced(axis: 0, stop: a.columns)
        let result = try solution.cast(to: decimalDType.promoted(with: right.decimalDType)).contiguous()
        return (right.rank == 1 ? try result.squeezed(1) : result, rank)
    }

    /// Leaves the solution in the first rows of `x`. What is lost in the rounding of the elements counts as nothing.
    private func leastSquares(_ a: Matrix, _ x: Matrix) throws -> Int {
        let rounding =
            (dtype == .f32 ? Double(Float.ulpOfOne) : Double.ulpOfOne) * Double(max(a.rows, a.columns))
        let pivots = try Workspace(a.columns)
        for i in 0..<a.columns { pivots.integers[i] = 0 }
        let rank = try Workspace(1)
        try callLapack(elements: a.count) { work, size in
            lapack_least_squares(
                Int32(a.rows), Int32(a.columns), Int32(x.columns), a.pointer, x.pointer, pivots.integers,
                rounding, rank.integers, work, size)
        }
        return Int(rank.integers.pointee)
    }
}

extension Matrix {
    var count: Int { elements.count }
}
