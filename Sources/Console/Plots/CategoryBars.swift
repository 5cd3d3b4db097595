import Language
import Library
import Plots

/// Bars of categories: one in a line, with its label before it and its value behind it. They go to the left of zero
/// where a value is negative.
struct CategoryBars {
    private let labels: [String]
    private let values: [Double]
    private let axisTitle: String
    private let valueTitle: String
    private let style: Style
    private let gutter: Int
    private let texts: [String]
    private let room: Int
    /// From the least value to the greatest, and zero.
    private let domain: Domain

    private static let widest = 60
    /// Further bars are left out, and that is said.
    private static let most = 50

    /// nil for a plot of another kind.
    init?(_ plot: Plot, width: Int, style: Style) {
        guard case .category(let labels) = plot.x.scale, let layer = plot.layers.first, layer.isBars else { return nil }
        var values = Array(repeating: Double.nan, count: labels.count)
        for (x, y) in zip(layer.x, layer.y) {
            if let place = Int(exactly: x), values.indices.contains(place) { values[place] = y }
        }
        domain = (Domain(covering: [values]) ?? Domain(0, 1)).including(0)
        self.style = style
        self.values = values
        valueTitle = plot.y.title
        self.labels = labels.map { truncated($0, to: max(6, width / 3)) }
        axisTitle = truncated(plot.x.title, to: max(6, width / 3))
        gutter = ([axisTitle] + self.labels.prefix(Self.most)).map(displayWidth).max() ?? 0
        let decimals = DecimalStyle(for: values)
        let isWhole = values.allSatisfy { !$0.isFinite || ($0 == $0.rounded() && $0.magnitude < 1e9) }
        texts = values.map { value in
            value.isFinite ? (isWhole ? decimalText(value, "f", 0) : decimals.text(value)) : TextTable.missing
        }
        let valueWidth = texts.prefix(Self.most).map(displayWidth).max() ?? 0
        room = max(4, min(Self.widest, width - gutter - valueWidth - 4))
    }

    /// Of the labels and the bars.
    var width: Int { gutter + 2 + room }

    var lines: [String] {
        let shown = min(labels.count, Self.most)
        let rest = labels.count - shown
        return header + (0..<shown).map(line)
            + (rest > 0 ? ["  " + style.dim("and \(rest) more \(rest == 1 ? "bar" : "bars")")] : [])
    }

    private var header: [String] {
        if axisTitle.isEmpty, valueTitle.isEmpty { return [] }
        let title = padded(axisTitle, to: gutter, right: true) + "  " + valueTitle
        return [style.dim(truncated(title, to: width))]
    }

    private func line(_ place: Int) -> String {
        let label = padded(labels[place], to: gutter, right: true) + " "
        let value = values[place]
        let blank = String(repeating: " ", count: zero)
        guard value.isFinite else { return label + blank + style.dim("│ " + texts[place]) }
        let length = (domain.fraction(of: value) - domain.fraction(of: 0)).magnitude * Double(room)
        if value < 0 { return label + style.group(leftBar(length), 0) + style.dim("┤") + " " + texts[place] }
        return label + blank + style.dim("┤") + style.group(rightBar(length), 0) + " " + texts[place]
    }

    /// Cells to the left of zero.
    private var zero: Int { domain.lower == 0 ? 0 : max(1, whole(domain.fraction(of: 0) * Double(room))) }

    private static let eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]

    private func rightBar(_ length: Double) -> String {
        let units = min(whole(length * 8), (room - zero) * 8)
        return String(repeating: "█", count: units / 8) + Self.eighths[units % 8]
    }

    /// In halves: there are no finer blocks that begin at the right.
    private func leftBar(_ length: Double) -> String {
        let units = min(whole(length * 2), zero * 2)
        let bar = (units % 2 == 1 ? "▐" : "") + String(repeating: "█", count: units / 2)
        return padded(bar, to: zero, right: true)
    }

    private func whole(_ number: Double) -> Int { Int(exactly: number.rounded()) ?? 0 }
}
