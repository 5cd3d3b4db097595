import Frames

/// Metrics of numbers against numbers.
package enum RegressionMetrics {
    /// The share of the target's variance that the prediction explains; for a constant target, 1 if the
    /// prediction is exact and 0 otherwise.
    package static func r2(_ prediction: [Double], _ target: [Double]) -> Double {
        let center = mean(of: target)
        let spread = Reductions(target.map { ($0 - center) * ($0 - center) }).sum
        let left = Reductions(zip(prediction, target).map { ($0 - $1) * ($0 - $1) }).sum
        if spread == 0 { return left == 0 ? 1 : 0 }
        return 1 - left / spread
    }

    /// The root of the mean squared difference, in the target's unit.
    package static func rmse(_ prediction: [Double], _ target: [Double]) -> Double {
        mean(of: zip(prediction, target).map { ($0 - $1) * ($0 - $1) }).squareRoot()
    }

    /// The mean absolute difference, in the target's unit.
    package static func mae(_ prediction: [Double], _ target: [Double]) -> Double {
        mean(of: zip(prediction, target).map { abs($0 - $1) })
    }
}
