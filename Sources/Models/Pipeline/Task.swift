import Frames

/// What a model's output means.
package enum Task: Hashable, Sendable {
    case regression
    case classification(Classes)

    package var classes: Classes? {
        if case .classification(let classes) = self { classes } else { nil }
    }
}

/// The distinct values of a target, sorted; a class's number is its place here.
package struct Classes: Hashable, Sendable {
    package var labels: [Cell]
    /// The type of the columns that `predict` gives.
    package var type: ColumnType

    package init(labels: [Cell], type: ColumnType) {
        self.labels = labels
        self.type = type
    }

    package var count: Int { labels.count }

    /// As tables and the columns of `probabilities` name them.
    package var names: [String] { labels.map(\.text) }
}
