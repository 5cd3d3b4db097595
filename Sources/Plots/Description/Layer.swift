/// Marks of one kind and one group, at places on the axes' scales.
package struct Layer: Sendable {
    package enum Mark: Hashable, Sendable {
        case points
        /// Through the places in their order; it breaks where y is NaN.
        case line
        /// From zero to y. `width` is that of a bar, along x.
        case bars(width: Double)
    }

    package var mark: Mark
    package var x: [Double]
    /// As many as there are of `x`. All numbers are finite, but for the breaks of a line.
    package var y: [Double]
    /// The position of its label in the legend.
    package var group: Int?

    package init(_ mark: Mark, x: [Double], y: [Double], group: Int? = nil) {
        self.mark = mark
        self.x = x
        self.y = y
        self.group = group
    }
}

extension Layer: Hashable {
    /// Two breaks are equal, unlike two NaN.
    package static func == (a: Layer, b: Layer) -> Bool {
        a.mark == b.mark && a.group == b.group && same(a.x, b.x) && same(a.y, b.y)
    }

    private static func same(_ a: [Double], _ b: [Double]) -> Bool {
        a.elementsEqual(b) { $0 == $1 || ($0.isNaN && $1.isNaN) }
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(mark)
        hasher.combine(group)
        hasher.combine(x.count)
    }
}
