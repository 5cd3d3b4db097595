import Plots

/// Draws points and lines on a canvas of dots.
struct MarkDrawing {
    private let across: DotScale
    private let up: DotScale
    private let look: GroupLook
    private(set) var canvas: DotCanvas

    init(_ canvas: DotCanvas, x: Domain, y: Domain, _ look: GroupLook) {
        self.canvas = canvas
        self.look = look
        across = DotScale(x, dots: canvas.width)
        up = DotScale(y, dots: canvas.height)
    }

    mutating func draw(_ layer: Layer) {
        switch layer.mark {
        case .points: drawPoints(layer)
        case .line: drawLine(layer)
        case .bars: break
        }
    }

    /// No more points than this are shown by glyphs, which are easier to see than dots.
    private static let mostLargePoints = 60

    private mutating func drawPoints(_ layer: Layer) {
        let usesGlyphs = look.usesGlyphs || layer.x.count <= Self.mostLargePoints
        let group = layer.group ?? 0
        for place in layer.x.indices {
            let (column, row) = (across.dot(layer.x[place]), up.dot(layer.y[place]))
            canvas.set(column, row, group: group)
            if usesGlyphs { canvas.sign(column, row, .ofMost) }
        }
    }

    private mutating func drawLine(_ layer: Layer) {
        let group = layer.group ?? 0
        var signs = LineSigns(group)
        var last: (x: Int, y: Int)?
        for place in layer.y.indices {
            guard layer.y[place].isFinite else {
                last = nil
                continue
            }
            let next = (x: across.dot(layer.x[place]), y: up.dot(layer.y[place]))
            drawSegment(from: last ?? next, to: next, group, &signs)
            // A place between two breaks would be lost as a single dot.
            let isAlone = last == nil && !(place + 1 < layer.y.count && layer.y[place + 1].isFinite)
            if isAlone { canvas.sign(next.x, next.y, .of(group: group)) }
            last = next
        }
    }

    /// Every dot between the two, at equal distances along the longer side.
    private mutating func drawSegment(
        from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ group: Int, _ signs: inout LineSigns
    ) {
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        let steps = max(abs(dx), abs(dy), 1)
        for step in 0...steps {
            // Rounded to the nearest dot; the sums are small.
            let x = start.x + (2 * dx * step + steps * dx.signum()) / (2 * steps)
            let y = start.y + (2 * dy * step + steps * dy.signum()) / (2 * steps)
            canvas.set(x, y, group: group)
            if look.usesGlyphs, signs.isDue(atColumn: x / 2) { canvas.sign(x, y, .of(group: group)) }
        }
    }
}

/// Where a line bears its group's glyph: now and then, each group at columns of its own.
private struct LineSigns {
    private static let distance = 12
    private let offset: Int
    private var lastColumn: Int?

    init(_ group: Int) { offset = (1 + group * 5) % Self.distance }

    mutating func isDue(atColumn column: Int) -> Bool {
        guard column % Self.distance == offset, column != lastColumn else { return false }
        lastColumn = column
        return true
    }
}

/// From positions to dots, counted from 0.
struct DotScale {
    private let lower: Double
    private let width: Double
    private let shrink: Double
    private let last: Double

    init(_ domain: Domain, dots: Int) {
        // A domain may be wider than the largest number.
        shrink = (domain.upper - domain.lower).isFinite ? 1 : 0.25
        lower = domain.lower * shrink
        width = domain.upper * shrink - lower
        last = Double(max(0, dots - 1))
    }

    func dot(_ position: Double) -> Int {
        let place = (position * shrink - lower) / width * last
        // Half a dot up and cut off; a call of `round` for each of a million points is felt.
        return place > 0 ? Int(min(place, last) + 0.5) : 0
    }
}
