import Language
import Plots

/// Draws a plot as lines of text that are at most `width` cells wide.
struct PlotDrawing {
    private let plot: Plot
    private let width: Int
    private let style: Style

    init(_ plot: Plot, width: Int, style: Style) {
        self.plot = plot
        self.width = max(Self.narrowest, width)
        self.style = style
    }

    private static let narrowest = 20

    var lines: [String] {
        if plot.isEmpty { return heading(indent: 0, across: width) + ["  " + style.dim("nothing to draw")] + notes }
        if let bars = CategoryBars(plot, width: width, style: style) {
            return heading(indent: 0, across: bars.width) + bars.lines + notes
        }
        let field = PlotField(plot, width: width, style: style)
        return heading(indent: field.indent, across: field.columns) + field.lines + notes
    }

    /// The title in the middle above what is drawn, and the legend under it.
    private func heading(indent: Int, across: Int) -> [String] {
        var lines: [String] = []
        if let title = plot.title {
            let text = truncated(title, to: width)
            let room = max(0, indent + (across - displayWidth(text)) / 2)
            lines.append(String(repeating: " ", count: min(room, width - displayWidth(text))) + style.bold(text))
        }
        if let legend = plot.legend { lines += LegendLines(legend, width: width, style: style).lines }
        return lines
    }

    private var notes: [String] {
        plot.notes.flatMap { wrapped($0, width: width - 2) }.map { "  " + style.dim($0) }
    }
}
