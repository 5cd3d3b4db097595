import Signatures

extension MetricKind {
    static let r2 = numeric(
        "r2", isBetterHigher: true,
        "The share of the target's variance that the prediction explains: 1 is exact, 0 no better than the mean.",
        RegressionMetrics.r2)

    static let rmse = numeric(
        "rmse", isBetterHigher: false, "The root of the mean squared difference, in the target's unit.",
        RegressionMetrics.rmse)

    static let mae = numeric(
        "mae", isBetterHigher: false, "The mean absolute difference, in the target's unit.",
        RegressionMetrics.mae)

    private static func numeric(
        _ name: String, isBetterHigher: Bool, _ sentence: String,
        _ figure: @escaping @Sendable ([Double], [Double]) -> Double
    ) -> MetricKind {
        MetricKind(
            name, isBetterHigher: isBetterHigher, sentence, example: "\(name)([1.0, 2.5], [1.0, 2.0])",
            related: ["evaluate"], .numbers(figure))
    }

    static let auc = MetricKind(
        "auc",
        """
        The chance that a row of the class gets a higher probability than a row of another: the area under the ROC.

        Takes the probability of the last class, or a frame from `probabilities`; with more than two classes it is
        the mean of each against the rest.
        """,
        example: "auc([0.1, 0.8, 0.4, 0.9], [0, 1, 1, 1])", related: ["log_loss", "probabilities"],
        .scores(\.auc))

    static let logLoss = MetricKind(
        "log_loss", isBetterHigher: false,
        """
        The mean of −log of the probability that the true class was given: 0 is certain and right.

        Takes the probability of the last class, or a frame from `probabilities`.
        """,
        example: "log_loss([0.1, 0.8], [0, 1])", related: ["auc", "cross_entropy"], .scores(\.logLoss))
}
