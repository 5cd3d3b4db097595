import Plots

/// A raster of 2 × 4 dots in each cell of the terminal, shown as braille (Unicode block 2800). A cell has the colour of
/// the group with the most marks in it.
struct DotCanvas {
    let columns: Int
    let rows: Int
    private let groups: Int
    private var dots: [UInt8]
    /// How many marks each group has in each cell.
    private var counts: [Int32]
    /// Glyphs that stand on lines, and cells of points that are to be shown by glyphs.
    private var signs: [Sign]

    enum Sign {
        case none
        case ofMost
        case of(group: Int)
    }

    init(columns: Int, rows: Int, groups: Int) {
        self.columns = columns
        self.rows = rows
        self.groups = max(1, groups)
        dots = Array(repeating: 0, count: columns * rows)
        counts = Array(repeating: 0, count: columns * rows * self.groups)
        signs = Array(repeating: .none, count: columns * rows)
    }

    var width: Int { columns * 2 }
    var height: Int { rows * 4 }

    /// The bit of each dot in a cell's character, by row and column: the block keeps the older six dots together.
    private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

    /// Sets the dot at `x` from the left and `y` from the bottom, which must lie on the canvas.
    mutating func set(_ x: Int, _ y: Int, group: Int) {
        let down = height - 1 - y
        let cell = down / 4 * columns + x / 2
        dots[cell] |= Self.bits[down % 4 * 2 + x % 2]
        counts[cell * groups + group] &+= 1
    }

    mutating func sign(_ x: Int, _ y: Int, _ sign: Sign) { signs[(height - 1 - y) / 4 * columns + x / 2] = sign }

    func cell(row: Int, column: Int, _ look: GroupLook) -> PlotCell {
        let cell = row * columns + column
        guard dots[cell] != 0 else { return .blank }
        let group = mostFrequent(cell)
        return switch signs[cell] {
        case .none: PlotCell(character: Character(Unicode.Scalar(0x2800 + UInt32(dots[cell])) ?? " "), group: group)
        case .ofMost: PlotCell(character: look.glyph(group), group: group)
        case .of(let group): PlotCell(character: look.glyph(group), group: group)
        }
    }

    private func mostFrequent(_ cell: Int) -> Int {
        var best = 0
        for group in 1..<max(2, groups) where group < groups {
            if counts[cell * groups + group] > counts[cell * groups + best] { best = group }
        }
        return best
    }
}

/// One character of a drawing with the group whose colour it has; nil for the terminal's own.
struct PlotCell: Equatable {
    var character: Character
    var group: Int?

    static let blank = PlotCell(character: " ", group: nil)
}
