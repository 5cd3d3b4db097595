import Signatures
import Tensors

extension ClassicalKind {
    static let linearRegression = ClassicalKind(
        "linear_regression", [],
        """
        Predicts a number as a linear function of the features, by least squares.

        Solved by a QR decomposition. A feature that is a linear combination of earlier ones, such as the last of
        the columns that `one_hot` makes, gets the coefficient 0 and is named in a note.
        """,
        example: "impute() >> one_hot() >> linear_regression()",
        related: ["logistic_regression", "r2"]
    ) { _ in LinearRegression() }
}

/// Ordinary least squares with an intercept.
struct LinearRegression: ClassicalModel {
    var name: String { "linear_regression" }
    var details: String { "" }
    var isClassifier: Bool { false }
    var lossName: String { "mse" }

    func fit(_ matrix: Tensor, targets: [Double], classCount: Int) throws -> LinearFit {
        // Centring takes the intercept out of the problem; equal scales make one tolerance fit all columns.
        let columns = try PreparedColumns(matrix, least: 0)
        let center = mean(of: targets)
        let solution = try LeastSquares(columns.matrix, targets.map { $0 - center })
        let (weights, intercepts) = columns.restored(weights: solution.weights, intercepts: [center])
        let model = LinearModel(
            link: .identity, featureCount: columns.count, coefficients: weights, intercepts: intercepts)
        return LinearFit(model: model, dependentFeatures: solution.dependent, converged: true)
    }
}
