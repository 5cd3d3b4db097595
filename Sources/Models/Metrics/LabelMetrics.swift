import Frames
import Signatures

extension MetricKind {
    static let accuracy = MetricKind(
        "accuracy",
        """
        The share of rows whose label is right.
        """,
        example: "accuracy([0, 1, 1], [0, 1, 0])", related: ["confusion", "f1"],
        .labels { counts, _ in .number(counts.accuracy) })

    static let precision = averaged(
        "precision", "Of the rows taken for a class, the share that is of it.", { $0.precision })

    static let recall = averaged(
        "recall", "Of the rows of a class, the share that was taken for it.", { $0.recall })

    static let f1 = averaged("f1", "The harmonic mean of precision and recall.", { $0.f1 })

    static let confusion = MetricKind(
        "confusion",
        """
        How often each class was taken for each: a row a true class, a column a predicted one.
        """,
        example: "confusion([\"cat\", \"dog\"], [\"cat\", \"cat\"])", related: ["accuracy"],
        .labels { counts, _ in .frame(try counts.table()) })

    /// A metric of one class, or the mean over several.
    private static func averaged(
        _ name: String, _ sentence: String, _ figure: @escaping @Sendable (ConfusionCounts) -> (Int) -> Double
    ) -> MetricKind {
        MetricKind(
            name, with: [.average],
            """
            \(sentence)

            With two classes it is the figure of the last one in order, such as `true`, 1 or "yes"; with more, the
            mean over classes (`average: "macro"`), which `"weighted"` weights by their rows.
            """,
            example: "\(name)([0, 1, 1, 1], [0, 1, 0, 1])", related: ["confusion", "evaluate"],
            .labels { counts, averaging in
                .number(counts.average(averaging ?? counts.standardAveraging, figure(counts)))
            })
    }
}

extension Parameter {
    fileprivate static let average = Parameter(
        "average", .string, .named, default: .computed("\"last\" for two classes, else \"macro\""),
        choices: ["last", "macro", "weighted"])
}

extension ConfusionCounts {
    /// The last of two classes, else the mean over all.
    var standardAveraging: Averaging { classes.count == 2 ? .one(1) : .macro }
}
