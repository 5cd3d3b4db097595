/// What a plot shows, as plain data: every drawing of it, whatever its form, is made from this alone.
package struct Plot: Hashable, Sendable {
    package var title: String?
    /// Drawn one over the other, the first at the bottom.
    package var layers: [Layer]
    package var x: Axis
    package var y: Axis
    /// nil where there is nothing to tell apart.
    package var legend: Legend?
    /// Sentences on what is not shown, and why.
    package var notes: [String]

    package init(
        title: String?, layers: [Layer], x: Axis, y: Axis, legend: Legend? = nil, notes: [String] = []
    ) {
        self.title = title
        self.layers = layers
        self.x = x
        self.y = y
        self.legend = legend
        self.notes = notes
    }

    package var isEmpty: Bool { layers.allSatisfy { !$0.y.contains(where: \.isFinite) } }
}

/// The groups that colours stand for; a layer names its group by position.
package struct Legend: Hashable, Sendable {
    /// Empty where the labels say everything.
    package var title: String
    package var labels: [String]

    package init(title: String = "", labels: [String]) {
        self.title = title
        self.labels = labels
    }
}
