import CKernels
import COpenBLAS
import Glibc
import Signatures

/// A matrix in the form that LAPACK takes: doubles, column by column, in memory of its own.
///
/// Linear algebra is done in f64 for every dtype; results go back to the dtype that was given.
struct Matrix {
    let rows: Int
    let columns: Int
    /// Row-major, of sizes [columns, rows]: the same bytes are the matrix, column by column.
    var elements: Tensor

    /// Good for as long as the matrix is kept alive.
    var pointer: UnsafeMutablePointer<Double> { elements.base.assumingMemoryBound(to: Double.self) }

    /// Of a tensor with two axes, which `name` (such as `solve`) was given. Throws unless all elements are finite.
    init(_ tensor: Tensor, for name: String) throws {
        guard tensor.rank == 2 else {
            throw Fault(
                .shape,
                "`\(name)` needs a matrix, and this tensor has \(tensor.rank) \(tensor.rank == 1 ? "axis" : "axes")",
                labels: [.init(.argument(0), "\(tensor.type)")])
        }
        try self.init(columnsOf: tensor, for: name)
    }

    private init(columnsOf tensor: Tensor, for name: String) throws {
        (rows, columns) = (tensor.shape[0], tensor.shape[1])
        guard max(rows, columns) <= Int32.max / 8 else {
            throw Fault(.limit, "`\(name)` takes matrices of at most \(Int32.max / 8) rows and columns")
        }
        elements = try tensor.cast(to: .f64).transposed().copied()
        guard try elements.isFinite() else {
            throw Fault(
                .numeric, "`\(name)` needs finite numbers, and the matrix contains NaN or an infinity",
                labels: [.init(.argument(0), "\(tensor.type)")])
        }
    }

    /// The columns of a right-hand side: a matrix, or a vector as its only column.
    static func rightHandSide(_ tensor: Tensor, rows: Int, for name: String) throws -> Matrix {
        guard tensor.rank == 1 || tensor.rank == 2, tensor.shape[0] == rows else {
            throw Fault(
                .shape,
                "`\(name)` needs a right side with \(rows) \(rows == 1 ? "row" : "rows"), one for each row of the matrix",
                labels: [.init(.argument(1), "\(tensor.type)")])
        }
        return try Matrix(columnsOf: tensor.rank == 1 ? tensor.unsqueezed(1) : tensor, for: name)
    }

    /// Zeros.
    init(rows: Int, columns: Int) throws {
        (self.rows, self.columns) = (rows, columns)
        elements = try Tensor.zeros(.f64, [columns, rows])
    }

    func requireSquare(for name: String) throws {
        guard rows == columns else {
            throw Fault(
                .shape,
                "`\(name)` needs a square matrix, and this one has \(rows) rows and \(columns) columns",
                labels: [.init(.argument(0), "[\(rows), \(columns)]")])
        }
    }

    /// Square, and equal to its transpose up to rounding in the dtype it was given in.
    func requireSymmetric(for name: String, dtype: DType) throws {
        try requireSquare(for: name)
        let tolerance = try largest() * (dtype == .f64 ? 1e-10 : 1e-5)
        for column in 0..<columns {
            try Interruption.check()
            for row in 0..<column where abs(self[row, column] - self[column, row]) > tolerance {
                throw Fault(
                    .value,
                    "`\(name)` needs a symmetric matrix, and element [\(row), \(column)] differs from [\(column), \(row)]"
                )
            }
        }
    }

    subscript(row: Int, column: Int) -> Double { pointer[column * rows + row] }

    private func largest() throws -> Double {
        var value = 0.0
        try Interruption.forEachPiece(of: elements.count) { piece in
            for place in piece { value = max(value, abs(pointer[place])) }
        }
        return value
    }

    /// The largest sum of a column's magnitudes.
    func oneNorm() throws -> Double {
        var norm = 0.0
        for column in 0..<columns {
            try Interruption.check()
            var sum = 0.0
            for row in 0..<rows { sum += abs(self[row, column]) }
            norm = max(norm, sum)
        }
        return norm
    }

    /// As a tensor of sizes [rows, columns].
    func tensor(_ dtype: DType) throws -> Tensor { try elements.transposed().cast(to: dtype).contiguous() }
}

/// Scratch memory of a LAPACK routine.
struct Workspace {
    private let storage: Storage
    let count: Int

    init(_ count: Int) throws {
        self.count = max(1, count)
        storage = try Storage.allocate(bytes: self.count * 8)
    }

    /// As large as the routine asks for when it is called with a size of −1.
    init(asking routine: (_ work: UnsafeMutablePointer<Double>, _ size: Int32) -> Int32) throws {
        var answer = 0.0
        _ = routine(&answer, -1)
        try self.init(Int(Int64(saturating: min(answer, Double(Int32.max)))))
    }

    /// These are good for as long as the workspace is kept alive.
    var doubles: UnsafeMutablePointer<Double> { storage.pointer.assumingMemoryBound(to: Double.self) }
    var integers: UnsafeMutablePointer<Int32> { storage.pointer.assumingMemoryBound(to: Int32.self) }

    /// The size as LAPACK counts it.
    var size: Int32 { Int32(clamping: count) }
}

extension Tensor {
    /// Whether all elements of a contiguous f64 tensor are finite.
    fileprivate func isFinite() throws -> Bool {
        let start = base.assumingMemoryBound(to: Double.self)
        var isFinite = true
        try Interruption.forEachPiece(of: count) { piece in
            for place in piece where !start[place].isFinite { isFinite = false }
        }
        return isFinite
    }

    /// What linear algebra gives for this dtype: decimals keep theirs, integers become f32.
    var decimalDType: DType { dtype.floating }
}
