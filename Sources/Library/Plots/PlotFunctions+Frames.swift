import Frames
import Language
import Plots
import Signatures

/// Plots of a frame's columns.
extension PlotFunctions {
    static let ofFrames = [plotFrame, scatterFrame, lineFrame, histogramFrame, barFrame, plotModel]

    private static let x = Parameter("x", formula)
    private static let severalY = Parameter("y", .oneOf([formula, .list]))
    private static let color = Parameter("color", formula, .named, default: Parameter.Default.none)

    private static let plotFrame = Native(
        Signature(
            "plot",
            [
                frame, x, Parameter("y", .oneOf([formula, .list]), default: Parameter.Default.none), color, title,
            ], returns: .plot,
            """
            The plot that fits the columns: lines where x never goes back, such as that of a training, and points elsewhere; \
            bars where x is text with a row for each category; with x alone, a histogram of numbers and the counts of anything else.
            """,
            example: "plot(frame({epoch: [1, 2, 3], loss: [0.9, 0.4, 0.2]}), x: .epoch, y: .loss)",
            related: ["scatter", "line", "histogram", "bar"])
    ) { arguments in
        let (df, x, title) = (try arguments.frame(0), try arguments.formula(1), try arguments.optionalString(4))
        guard !arguments[2].isNone else {
            return .plot(try arguments.worked { try distribution(of: x, in: $0, title) })
        }
        let y = try arguments.formulas(ofList: 2)
        if y.count == 1, arguments[3].isNone, try df.aside({ try hasRowForEachCategory(x, df) }) {
            return .plot(try arguments.worked { try $0.bars(x, y[0], title: title) })
        }
        return .plot(try rows(arguments, .fitting))
    }

    private static func distribution(of x: ColumnExpression, in df: Frame, _ title: String?) throws -> Plot {
        let column = try df.plotColumn(x)
        let isNumeric = column.column.type.isNumeric && column.column.type != .bool
        return isNumeric ? try .histogram(column, title: title) : try df.bars(x, nil, title: title)
    }

    private static func hasRowForEachCategory(_ x: ColumnExpression, _ df: Frame) throws -> Bool {
        let column = try df.evaluate(x)
        return column.type.isText && column.factorized().count == df.rowCount
    }

    private static let scatterFrame = Native(
        Signature(
            "scatter", [frame, x, severalY, color, title], returns: .plot,
            """
            A point for each row. `color` gives each group of equal cells a colour; a list as `y` gives each of its columns one.
            """, example: "scatter(frame({kg: [60, 80, 70], m: [1.6, 1.8, 2.0]}), .kg, .m)",
            related: ["line", "plot"])
    ) { .plot(try rows($0, .points)) }

    private static let lineFrame = Native(
        Signature(
            "line", [frame, x, severalY, color, title], returns: .plot,
            """
            A line through the rows in their order; a row with a missing cell breaks it. `color` makes a line for each group of \
            equal cells, a list as `y` one for each of its columns.
            """, example: "line(frame({day: [1, 2, 3], high: [9, 12, 8], low: [2, 4, 1]}), .day, [.high, .low])",
            related: ["scatter", "plot", "sort"])
    ) { .plot(try rows($0, .lines)) }

    private static func rows(_ arguments: Arguments, _ mark: Plot.RowMark) throws -> Plot {
        let (x, y, color) = try (arguments.formula(1), arguments.formulas(ofList: 2), arguments.optionalFormula(3))
        let title = try arguments.optionalString(4)
        return try arguments.worked { df in
            try .rows(
                x: df.plotColumn(x), y: y.map(df.plotColumn), color: color.map(df.plotColumn), mark: mark,
                title: title)
        }
    }

    private static let histogramFrame = Native(
        Signature(
            "histogram", [frame, x, bins, title], returns: .plot,
            """
            How many values lie in each of some equally wide intervals.
            Without `bins`, an interval is 2·IQR/∛n wide (Freedman and Diaconis), and there are at most 100; those of a column of \
            integers hold equally many whole numbers.
            """, example: "histogram(frame({age: [21, 35, 34, 42, 27, 38]}), .age, bins: 3)",
            related: ["bar", "describe"])
    ) { arguments in
        let (x, bins, title) = try (arguments.formula(1), arguments.optionalInt(2), arguments.optionalString(3))
        return .plot(try arguments.worked { try .histogram($0.plotColumn(x), bins: bins, title: title) })
    }

    private static let barFrame = Native(
        Signature(
            "bar", [frame, x, Parameter("y", formula, default: Parameter.Default.none), title], returns: .plot,
            """
            A bar for each category: the number of its rows, or `y`, which has one value for it, as in \
            `bar(df, .species, mean(.mass))`. Text comes in the order of its rows, all else in ascending order.
            """, example: #"bar(frame({kind: ["a", "b", "a", "a"]}), .kind)"#,
            related: ["count", "histogram", "summarize"])
    ) { arguments in
        let (x, y, title) = try (arguments.formula(1), arguments.optionalFormula(2), arguments.optionalString(3))
        return .plot(try arguments.worked { try $0.bars(x, y, title: title) })
    }

    private static let plotModel = Native(
        Signature(
            "plot", [Parameter("model", .model), title], returns: .plot,
            "How the loss of a model fell while it was trained, and that on the rows that were held out.",
            example:
                "fit(standardize() >> dense(1), frame({x: [1, 2, 3, 4], y: [2, 4, 6, 8]}), target: .y, epochs: 20) |> plot",
            related: ["fit", "summary"])
    ) { arguments in
        guard let model = arguments[0].model else { throw arguments.wrongType(0, "a fitted model") }
        let history = model.training.history
        let losses = history.names.filter { $0 == "loss" || $0 == "val_loss" }
        guard !losses.isEmpty, history.position(of: "epoch") != nil else {
            throw arguments.fault(.value, "this model was not trained in epochs, and has no history of its loss", at: 0)
        }
        return .plot(
            try .rows(
                x: history.plotColumn(.column("epoch")), y: losses.map { try history.plotColumn(.column($0)) },
                mark: .lines, title: arguments.optionalString(1)))
    }
}
