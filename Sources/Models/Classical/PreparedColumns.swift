import Signatures
import Tensors

/// A matrix whose columns are centred and divided by a scale each.
struct PreparedColumns {
    /// f64, rows × columns.
    let matrix: Tensor
    let centers: [Double]
    let scales: [Double]

    var count: Int { centers.count }

    /// - Parameter least: what is added to a column's variance before its root is taken as the scale.
    init(_ matrix: Tensor, least: Double) throws {
        let statistics = try ColumnStatistics(matrix)
        let scales = statistics.scales(least: least)
        centers = statistics.means
        self.scales = scales
        self.matrix = try statistics.prepared(matrix, scales: scales)
    }

    /// Rows × outputs, in row-major order, from weights output by output.
    func times(_ weights: [Double], _ outputs: Int) throws -> [Double] {
        let weights = try Tensor(weights, sizes: [outputs, count])
        return try matrix.matmul(weights.transposed()).doubles()
    }

    /// Outputs × columns, in row-major order, from rows × outputs.
    func transposedTimes(_ residuals: [Double], _ outputs: Int) throws -> [Double] {
        let residuals = try Tensor(residuals, sizes: [residuals.count / outputs, outputs])
        return try residuals.transposed().matmul(matrix).doubles()
    }

    /// Weights and intercepts for the columns as they were given.
    func restored(weights: [Double], intercepts: [Double]) -> (weights: [Double], intercepts: [Double]) {
        let restored = weights.indices.map { weights[$0] / scales[$0 % count] }
        let shifted = intercepts.indices.map { output in
            intercepts[output] - dot(Array(restored[output * count..<(output + 1) * count]), centers)
        }
        return (restored, shifted)
    }
}
