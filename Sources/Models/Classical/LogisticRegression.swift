import Signatures
import Tensors

extension ClassicalKind {
    static let logisticRegression = ClassicalKind(
        "logistic_regression",
        [
            Parameter("c", .float, .named, default: .float(1)),
            Parameter("iterations", .int, .named, default: .int(1000)),
        ],
        """
        Tells classes apart by a linear function of the features: logistic regression with an L2 penalty.

        `c` is the inverse of the penalty's strength; intercepts are not penalised. Two classes have one set of
        coefficients, more have one each (multinomial).
        """,
        example: "impute() >> one_hot() >> standardize() >> logistic_regression()",
        related: ["linear_regression", "dense"]
    ) { settings in
        let c = try settings.float("c", in: 1e-12...1e12)
        return LogisticRegression(c: c, iterations: try settings.count("iterations"))
    }
}

/// Multinomial or binary logistic regression, minimising C Σ loss + ½‖w‖² as scikit-learn does.
struct LogisticRegression: ClassicalModel {
    let c: Double
    let iterations: Int

    init(c: Double = 1, iterations: Int = 1000) {
        self.c = c
        self.iterations = iterations
    }

    var name: String { "logistic_regression" }
    var details: String { c == 1 ? "" : "c: \(c)" }
    var isClassifier: Bool { true }
    var lossName: String { "log_loss" }

    func fit(_ matrix: Tensor, targets: [Double], classCount: Int) throws -> LinearFit {
        let outputs = classCount == 2 ? 1 : classCount
        let penalty = 1 / (c * Double(max(targets.count, 1)))
        // The curvature of the loss in a logit is at most 1/4: this weighs penalty and loss alike.
        let columns = try PreparedColumns(matrix, least: 4 * penalty)
        let objective = LogisticObjective(
            columns: columns, targets: targets.map { Int($0) }, outputCount: outputs, penalty: penalty)
        let start = Array(repeating: 0.0, count: objective.parameterCount)
        let minimizer = Minimizer(iterations: iterations, tolerance: 1e-10)
        return result(of: try minimizer.minimize(from: start, objective.callAsFunction), columns, outputs)
    }

    private func result(of outcome: Minimizer.Outcome, _ columns: PreparedColumns, _ outputs: Int)
        -> LinearFit
    {
        let weightCount = outputs * columns.count
        let (weights, intercepts) = columns.restored(
            weights: Array(outcome.point[..<weightCount]), intercepts: Array(outcome.point[weightCount...]))
        let model = LinearModel(
            link: outputs == 1 ? .sigmoid : .softmax, featureCount: columns.count, coefficients: weights,
            intercepts: intercepts)
        return LinearFit(model: model, dependentFeatures: [], converged: outcome.converged)
    }
}
