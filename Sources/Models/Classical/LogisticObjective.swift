import Glibc
import Signatures
import Tensors

/// The mean log loss of a linear classifier plus its L2 penalty, as a function of its weights.
///
/// Columns are centred and divided by `scales`, so that the curvature is alike in all directions whatever their
/// units; the penalty is still that of the weights of the columns as they were given. Intercepts, which centring
/// changes, are not penalised, so the least loss is the same.
struct LogisticObjective {
    let columns: PreparedColumns
    let targets: [Int]
    /// 1 for two classes: the logit of the last one.
    let outputCount: Int
    /// 1 / (C n).
    let penalty: Double

    /// Weights output by output, then intercepts.
    var parameterCount: Int { outputCount * (columns.count + 1) }

    func callAsFunction(_ parameters: [Double]) throws -> (value: Double, gradient: [Double]) {
        let weightCount = outputCount * columns.count
        let weights = Array(parameters[..<weightCount])
        var outputs = try columns.times(weights, outputCount)
        let loss = makeResiduals(&outputs, intercepts: Array(parameters[weightCount...]))
        var gradient = try columns.transposedTimes(outputs, outputCount)
        let penalised = addPenalty(weights, to: &gradient)
        return (loss + penalised, gradient + sums(outputs))
    }

    /// Replaces outputs by (probability − truth) / n; gives the mean loss.
    private func makeResiduals(_ outputs: inout [Double], intercepts: [Double]) -> Double {
        let share = 1 / Double(targets.count)
        var loss = 0.0
        for (row, target) in targets.enumerated() {
            let range = row * outputCount..<(row + 1) * outputCount
            for (index, intercept) in zip(range, intercepts) { outputs[index] += intercept }
            loss += outputCount == 1 ? sigmoid(&outputs[row], target) : softmax(&outputs, range, target)
            for index in range { outputs[index] *= share }
        }
        return loss * share
    }

    /// The loss of one row of two classes; its logit becomes probability − truth.
    private func sigmoid(_ output: inout Double, _ target: Int) -> Double {
        let logit = output
        let small = exp(-abs(logit))
        output = (logit >= 0 ? 1 / (1 + small) : small / (1 + small)) - Double(target)
        return log1p(small) + max(logit, 0) - logit * Double(target)
    }

    private func softmax(_ outputs: inout [Double], _ range: Range<Int>, _ target: Int) -> Double {
        let largest = outputs[range].reduce(-.infinity, max)
        let own = outputs[range.lowerBound + target]
        var sum = 0.0
        for index in range {
            outputs[index] = exp(outputs[index] - largest)
            sum += outputs[index]
        }
        for index in range { outputs[index] /= sum }
        outputs[range.lowerBound + target] -= 1
        return log(sum) + largest - own
    }

    private func addPenalty(_ weights: [Double], to gradient: inout [Double]) -> Double {
        var sum = 0.0
        for index in weights.indices {
            let scale = columns.scales[index % columns.count]
            let pull = penalty * weights[index] / (scale * scale)
            sum += pull * weights[index] / 2
            gradient[index] += pull
        }
        return sum
    }

    /// Of each output over the rows.
    private func sums(_ residuals: [Double]) -> [Double] {
        var sums = Array(repeating: 0.0, count: outputCount)
        for (index, value) in residuals.enumerated() { sums[index % outputCount] += value }
        return sums
    }
}
