import Language
import Plots

/// The labels of a legend, each behind its sign, in as many lines as they need and no more than `most`.
struct LegendLines {
    private static let most = 4
    private let legend: Legend
    private let width: Int
    private let style: Style

    init(_ legend: Legend, width: Int, style: Style) {
        self.legend = legend
        self.width = width
        self.style = style
    }

    var lines: [String] {
        // A line begins with two spaces, and so does what follows in it.
        var lines = [""]
        var used = 0
        for (text, size) in items {
            if used + size > width, used > 0 {
                guard lines.count < Self.most else {
                    lines[lines.count - 1] += used + 3 > width ? "" : "  …"
                    break
                }
                lines.append("")
                used = 0
            }
            lines[lines.count - 1] += "  " + text
            used += size
        }
        return lines
    }

    /// With the cells that each takes, two before it among them: colours take none.
    private var items: [(text: String, size: Int)] {
        let look = GroupLook(legend, style: style)
        let longest = max(4, width - 6)
        var items = legend.labels.enumerated().map { group, label in
            let text = truncated(label, to: longest)
            return (text: "\(look.sign(group)) \(text)", size: displayWidth(text) + 4)
        }
        if !legend.title.isEmpty {
            let text = truncated(legend.title, to: longest)
            items.insert((style.dim(text), displayWidth(text) + 2), at: 0)
        }
        return items
    }
}
