import Signatures
import Tensors

/// Weights that bring a matrix nearest to a vector, in the least-squares sense.
///
/// LAPACK's QR of the matrix with the vector as its last column leaves a small triangle that has all that matters;
/// its columns are then made orthogonal one by one, and one that earlier columns already span is left out, as R's
/// `lm` does.
struct LeastSquares {
    private(set) var weights: [Double]
    /// Columns that were left out; their weights are 0.
    private(set) var dependent: [Int] = []

    /// A column whose part beyond the earlier ones is smaller than this share of it counts as spanned by them.
    private static let tolerance = 1e-9

    init(_ matrix: Tensor, _ vector: [Double]) throws {
        let count = matrix.shape[1]
        weights = Array(repeating: 0, count: count)
        guard count > 0 else { return }
        let triangle = try Self.triangle(matrix, vector)
        let basis = OrthogonalBasis(triangle.dropLast(), tolerance: Self.tolerance)
        let kept = basis.kept
        dependent = (0..<count).filter { !kept.contains($0) }
        let solution = basis.solve(triangle[count])
        for (column, weight) in zip(kept, solution) { weights[column] = weight }
    }

    /// The columns of R in the QR decomposition of the matrix with the vector beside it.
    private static func triangle(_ matrix: Tensor, _ vector: [Double]) throws -> [[Double]] {
        let (rows, count) = (matrix.shape[0], matrix.shape[1])
        let joined = try matrix.withElements(as: Double.self) { elements in
            try Tensor.build(.f64, [rows, count + 1], as: Double.self) { result in
                for row in 0..<rows {
                    for column in 0..<count {
                        result[row * (count + 1) + column] = elements[row * count + column]
                    }
                    result[row * (count + 1) + count] = vector[row]
                }
            }
        }
        let r = try joined.qr().r
        let (height, width) = (r.shape[0], r.shape[1])
        let values = try r.doubles()
        return (0..<width).map { column in (0..<height).map { values[$0 * width + column] } }
    }
}

/// Columns made orthogonal in turn (Gram and Schmidt, each done twice, which is enough: Giraud et al. 2005), without
/// those that earlier ones span.
private struct OrthogonalBasis {
    private(set) var kept: [Int] = []
    /// Orthonormal, one a kept column.
    private var directions: [[Double]] = []
    /// For each kept column, its parts along the directions up to its own.
    private var parts: [[Double]] = []

    init(_ columns: some Sequence<[Double]>, tolerance: Double) {
        for (index, column) in columns.enumerated() {
            let (rest, projections) = orthogonalized(column)
            let (length, whole) = (dot(rest, rest).squareRoot(), dot(column, column).squareRoot())
            guard length > tolerance * whole, length > 0 else { continue }
            kept.append(index)
            directions.append(rest.map { $0 / length })
            parts.append(projections + [length])
        }
    }

    /// What is left of a vector, and its parts along the directions.
    private func orthogonalized(_ vector: [Double]) -> (rest: [Double], projections: [Double]) {
        var rest = vector
        var projections = Array(repeating: 0.0, count: directions.count)
        for _ in 0..<2 {
            for (index, direction) in directions.enumerated() {
                let part = dot(direction, rest)
                projections[index] += part
                for row in rest.indices { rest[row] -= part * direction[row] }
            }
        }
        return (rest, projections)
    }

    /// The weights of the kept columns, by substitution from the last.
    func solve(_ vector: [Double]) -> [Double] {
        var right = orthogonalized(vector).projections
        for column in kept.indices.reversed() {
            right[column] /= parts[column][column]
            for row in 0..<column { right[row] -= right[column] * parts[column][row] }
        }
        return right
    }
}
