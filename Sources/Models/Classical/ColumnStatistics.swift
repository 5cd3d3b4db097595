import Signatures
import Tensors

/// Mean and variance of each column of a matrix (f64, rows × columns).
struct ColumnStatistics {
    let means: [Double]
    /// Over n.
    let variances: [Double]

    init(_ matrix: Tensor) throws {
        let (rows, columns) = (matrix.shape[0], matrix.shape[1])
        let share = 1 / Double(max(rows, 1))
        (means, variances) = try matrix.withElements(as: Double.self) { elements in
            let means = Self.sums(elements, columns) { value, _ in value }.map { $0 * share }
            let squares = Self.sums(elements, columns) { value, column in
                (value - means[column]) * (value - means[column])
            }
            return (means, squares.map { $0 * share })
        }
    }

    /// What each column is to be divided by: its deviation, infinite for a constant one, which so becomes exactly 0
    /// however its mean was rounded.
    func scales(least: Double) -> [Double] {
        zip(means, variances).map { mean, variance in
            variance.squareRoot() <= 1e-13 * abs(mean) ? .infinity : (variance + least).squareRoot()
        }
    }

    private static func sums(
        _ elements: UnsafeBufferPointer<Double>, _ columns: Int, _ term: (Double, Int) -> Double
    ) -> [Double] {
        var sums = Array(repeating: 0.0, count: columns)
        var column = 0
        for element in elements {
            sums[column] += term(element, column)
            column = column + 1 == columns ? 0 : column + 1
        }
        return sums
    }

    /// The matrix with each column centred and divided.
    func prepared(_ matrix: Tensor, scales: [Double]) throws -> Tensor {
        try matrix.withElements(as: Double.self) { elements in
            try Tensor.build(.f64, matrix.sizes, as: Double.self) { result in
                var column = 0
                for index in elements.indices {
                    result[index] = (elements[index] - means[column]) / scales[column]
                    column = column + 1 == scales.count ? 0 : column + 1
                }
            }
        }
    }
}

extension Tensor {
    /// The elements of an f64 tensor in row-major order.
    func doubles() throws -> [Double] { try withElements(as: Double.self) { Array($0) } }
}
