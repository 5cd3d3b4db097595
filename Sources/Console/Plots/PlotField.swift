import Language
import Plots

/// The field between the axes with its marks, the axes with their ticks, and their titles.
struct PlotField {
    private let plot: Plot
    private let style: Style
    private let look: GroupLook
    private let x: Domain
    private let y: Domain
    private let yTicks: [Tick]
    private let gutter: Int
    let columns: Int
    private let rows: Int

    private static let mostColumns = 80
    private static let fewestColumns = 8
    private static let rowsOfHeight = 8...20
    /// So many rows, or more, lie between the labels of an axis.
    private static let rowsPerTick = 3

    init(_ plot: Plot, width: Int, style: Style) {
        self.plot = plot
        self.style = style
        look = GroupLook(plot.legend, style: style)
        let room = FieldDomains(plot)
        (x, y) = (room.x, room.y)
        let fitting = min(Self.mostColumns, width - 6) / 4
        rows = min(max(fitting, Self.rowsOfHeight.lowerBound), Self.rowsOfHeight.upperBound)
        yTicks = plot.y.ticks(in: y, atMost: plot.y.scale.isCategory ? rows : rows / Self.rowsPerTick)
            .map { Tick(position: $0.position, label: truncated($0.label, to: max(4, width / 3))) }
        gutter = yTicks.map { displayWidth($0.label) }.max() ?? 0
        columns = max(Self.fewestColumns, min(Self.mostColumns, width - gutter - 2))
    }

    /// Cells to the left of the field: labels, a space and the axis.
    var indent: Int { gutter + 2 }

    var lines: [String] {
        let axis = HorizontalAxis(plot.x, x, columns: columns, lineWidth: indent + columns, indent: indent)
        return title(plot.y.title, offset: 0, across: nil) + field + axis.lines.map(style.dim)
            + title(plot.x.title, offset: indent, across: columns)
    }

    /// At the left, or in the middle of `across` cells.
    private func title(_ text: String, offset: Int, across: Int?) -> [String] {
        guard !text.isEmpty else { return [] }
        let cut = truncated(text, to: indent + columns)
        let size = displayWidth(cut)
        let place = min(offset + max(0, ((across ?? size) - size) / 2), indent + columns - size)
        return [String(repeating: " ", count: max(0, place)) + cut]
    }

    private var field: [String] {
        let marks = cells
        let scale = DotScale(y, dots: rows * 4)
        var labels: [Int: String] = [:]
        for tick in yTicks { labels[rows - 1 - scale.dot(tick.position) / 4] = tick.label }
        return marks.enumerated().map { row, cells in
            let label = padded(labels[row] ?? "", to: gutter, right: true)
            let axis = style.dim(label + (labels[row] == nil ? " │" : " ┤"))
            return axis + text(of: cells)
        }
    }

    private var cells: [[PlotCell]] {
        if let bars = plot.layers.first(where: \.isBars) {
            return VerticalBars(bars, x: x, y: y, columns: columns, rows: rows).cells
        }
        let canvas = DotCanvas(columns: columns, rows: rows, groups: plot.legend?.labels.count ?? 1)
        var drawing = MarkDrawing(canvas, x: x, y: y, look)
        for layer in plot.layers { drawing.draw(layer) }
        return (0..<rows).map { row in (0..<columns).map { drawing.canvas.cell(row: row, column: $0, look) } }
    }

    /// Without spaces at the end, and with as few changes of colour as can be.
    private func text(of cells: [PlotCell]) -> String {
        var line = ""
        var run = ""
        var group: Int?
        let end = (cells.lastIndex { $0.character != " " } ?? -1) + 1
        for cell in cells[..<end] {
            if cell.group != group, cell.character != " " {
                line += group.map { style.group(run, $0) } ?? run
                (run, group) = ("", cell.group)
            }
            run.append(cell.character)
        }
        return line + (group.map { style.group(run, $0) } ?? run)
    }
}

extension Layer {
    var isBars: Bool {
        if case .bars = mark { true } else { false }
    }
}

/// What the axes extend over: the marks, with a margin where these would touch the frame.
private struct FieldDomains {
    let x: Domain
    let y: Domain
    private static let margin = 0.03

    init(_ plot: Plot) {
        x = Self.domain(plot.x, margin: plot.layers.allSatisfy { $0.mark != .points } ? 0 : Self.margin)
        // Bars stand on the axis.
        let isOnZero = plot.layers.contains(where: \.isBars) && plot.y.domain?.lower == 0
        y = Self.domain(plot.y, margin: Self.margin, below: isOnZero ? 0 : Self.margin)
    }

    /// Half a place on either side of the first and last category.
    private static func domain(_ axis: Axis, margin: Double, below: Double? = nil) -> Domain {
        if case .category(let labels) = axis.scale { return Domain(-0.5, Double(labels.count) - 0.5) }
        return (axis.domain ?? Domain(0, 1)).padded(lower: below ?? margin, upper: margin)
    }
}
