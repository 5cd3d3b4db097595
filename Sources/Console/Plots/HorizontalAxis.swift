import Language
import Plots

/// The axis under the field: its line with ticks, and as many labels as stand clear of each other.
struct HorizontalAxis {
    private let axis: Axis
    private let domain: Domain
    private let columns: Int
    private let lineWidth: Int
    private let indent: Int

    init(_ axis: Axis, _ domain: Domain, columns: Int, lineWidth: Int, indent: Int) {
        self.axis = axis
        self.domain = domain
        self.columns = columns
        self.lineWidth = lineWidth
        self.indent = indent
    }

    /// A label with its tick's column and its own first, both counted from the left of the line.
    private struct Place {
        let tick: Int
        let start: Int
        let label: String

        var end: Int { start + displayWidth(label) }
    }

    /// Cells between labels.
    private static let gap = 2
    /// No label is cut to less than this: rather fewer labels than shorter ones.
    private static let narrowestLabel = 12
    /// A category takes so many cells, or only every second has a label.
    private static let cellsPerCategory = 5
    /// There is a tick for about so many cells, at most.
    private static let cellsPerTick = 8

    var lines: [String] {
        let places = places
        var line = Array(repeating: Character("─"), count: columns)
        for place in places { line[place.tick - indent] = "┬" }
        var labels = ""
        for place in places {
            labels += String(repeating: " ", count: max(0, place.start - displayWidth(labels))) + place.label
        }
        return [String(repeating: " ", count: indent - 1) + "└" + String(line), labels]
    }

    /// The most ticks whose labels do not collide.
    private var places: [Place] {
        let most = max(2, columns / (axis.scale.isCategory ? Self.cellsPerCategory : Self.cellsPerTick))
        for count in stride(from: most, through: 2, by: -1) {
            let places = placed(axis.ticks(in: domain, atMost: count))
            let isClear = zip(places, places.dropFirst()).allSatisfy { $0.end + Self.gap <= $1.start }
            if isClear { return places }
        }
        return Array(placed(axis.ticks(in: domain, atMost: 2)).prefix(1))
    }

    /// Each under its tick as far as the line's ends allow.
    private func placed(_ ticks: [Tick]) -> [Place] {
        let scale = DotScale(domain, dots: columns * 2)
        return ticks.map { tick in
            let label = truncated(tick.label, to: max(Self.narrowestLabel, columns / max(1, ticks.count) - Self.gap))
            let column = indent + scale.dot(tick.position) / 2
            let size = displayWidth(label)
            return Place(tick: column, start: max(0, min(column - (size - 1) / 2, lineWidth - size)), label: label)
        }
    }
}
