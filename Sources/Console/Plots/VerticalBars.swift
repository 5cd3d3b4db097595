import Plots

/// Bars over numbers, such as those of a histogram, in eighths of a cell's height.
struct VerticalBars {
    private let layer: Layer
    private let x: Domain
    private let y: Domain
    private let columns: Int
    private let rows: Int

    init(_ layer: Layer, x: Domain, y: Domain, columns: Int, rows: Int) {
        self.layer = layer
        self.x = x
        self.y = y
        self.columns = columns
        self.rows = rows
    }

    private static let eighths: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    var cells: [[PlotCell]] {
        let heights = heights
        return (0..<rows).map { row in
            let below = (rows - 1 - row) * 8
            return heights.map { height in
                PlotCell(character: Self.eighths[min(max(height - below, 0), 8)], group: layer.group ?? 0)
            }
        }
    }

    /// In eighths, for each column; where several bars share one, that of the highest.
    private var heights: [Int] {
        guard case .bars(let width) = layer.mark else { return [] }
        var heights = Array(repeating: 0, count: columns)
        for (centre, top) in zip(layer.x, layer.y) {
            let height = top == 0 ? 0 : max(1, whole(y.fraction(of: top) * Double(rows * 8)))
            let first = edge(centre - width / 2)
            for column in first..<max(first + 1, edge(centre + width / 2)) where column < columns {
                heights[column] = max(heights[column], height)
            }
        }
        return heights
    }

    private func edge(_ position: Double) -> Int {
        min(max(whole(x.fraction(of: position) * Double(columns)), 0), columns)
    }

    private func whole(_ number: Double) -> Int { Int(exactly: number.rounded()) ?? 0 }
}
