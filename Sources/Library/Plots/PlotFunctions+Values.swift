import Frames
import Language
import Plots
import Signatures

/// Plots of tensors, columns, ranges and lists.
extension PlotFunctions {
    static let ofValues = [
        native(
            "plot", .fitting,
            "Numbers against others, or against their index: a line where x never goes back, points elsewhere.",
            example: "plot([3, 1, 4, 1, 5, 9, 2, 6])"),
        native(
            "scatter", .points, "Numbers as points against others, or against their index.",
            example: "scatter([1, 2, 3, 4], [2.1, 3.9, 6.2, 7.8])"),
        native(
            "line", .lines, "A line through numbers in their order, against others or against their index.",
            example: "line(cos(linspace(0, 2 * pi, 50)), sin(linspace(0, 2 * pi, 50)))"),
        histogramValues, barValues,
    ]

    private static let numbers = ValueType.oneOf([.tensor(), .column, .range, .list])

    /// With one argument it is y, and x its index.
    private static func native(
        _ name: String, _ mark: Plot.RowMark, _ documentation: String, example: String
    ) -> Native {
        Native(
            Signature(
                name, [Parameter("x", numbers), Parameter("y", numbers, default: Parameter.Default.none), title],
                returns: .plot, documentation, example: example, related: ["histogram", "bar"]),
            suits: { !$0.isListOfFunctions }
        ) { arguments in
            let first = try arguments.plotted(0)
            let title = try arguments.optionalString(2)
            if arguments[1].isNone {
                let index = PlotColumn("index", Column(Array(0..<first.count)))
                return .plot(try .rows(x: index, y: [PlotColumn("", first)], mark: mark, title: title))
            }
            let second = try arguments.plotted(1)
            return .plot(
                try .rows(x: PlotColumn("", first), y: [PlotColumn("", second)], mark: mark, title: title))
        }
    }

    private static let histogramValues = Native(
        Signature(
            "histogram", [Parameter("values", numbers), bins, title], returns: .plot,
            "How many of the numbers lie in each of some equally wide intervals.",
            example: "histogram(randn(500), bins: 12)", related: ["bar"])
    ) { arguments in
        let values = PlotColumn("value", try arguments.plotted(0))
        return .plot(
            try .histogram(values, bins: arguments.optionalInt(1), title: arguments.optionalString(2)))
    }

    private static let barValues = Native(
        Signature(
            "bar", [Parameter("labels", numbers), Parameter("values", numbers), title], returns: .plot,
            "A bar for each label.", example: #"bar(["ridge", "forest"], [0.81, 0.93])"#, related: ["histogram"])
    ) { arguments in
        .plot(
            try .bars(
                PlotColumn("", arguments.plotted(0)), PlotColumn("", arguments.plotted(1)),
                title: arguments.optionalString(2)))
    }
}

extension Value {
    /// Whether this is a list that begins with what can be called.
    var isListOfFunctions: Bool {
        guard let first = list?.elements.first else { return false }
        return ValueType.function.accepts(first.type)
    }
}
