/// One of the two directions of a plot.
package struct Axis: Hashable, Sendable {
    package var title: String
    package var scale: Scale
    /// What the marks extend over, without any margin; nil where there are none.
    package var domain: Domain?

    package init(title: String, scale: Scale, domain: Domain?) {
        self.title = title
        self.scale = scale
        self.domain = domain
    }

    /// Places to label within `domain`, at most `count`.
    package func ticks(in domain: Domain, atMost count: Int) -> [Tick] {
        switch scale {
        case .linear: NumberTicks(domain, atMost: count).ticks
        case .whole: NumberTicks(domain, atMost: count, areWhole: true).ticks
        case .time: TimeTicks(domain, atMost: count).ticks
        case .category(let labels): categoryTicks(labels, atMost: count)
        }
    }

    /// Every label, or every second, third, … where there are too many.
    private func categoryTicks(_ labels: [String], atMost count: Int) -> [Tick] {
        let step = max(1, (labels.count + max(1, count) - 1) / max(1, count))
        return stride(from: 0, to: labels.count, by: step).map { Tick(position: Double($0), label: labels[$0]) }
    }
}

/// What the positions along an axis stand for.
package enum Scale: Hashable, Sendable {
    /// Numbers.
    case linear
    /// Whole numbers, such as counts and years.
    case whole
    /// Seconds since 1970-01-01.
    case time
    /// Position k is the middle of the k-th label.
    case category([String])

    /// The scale for values of both kinds; nil where they can't share one.
    func shared(with other: Scale) -> Scale? {
        switch (self, other) {
        case (.linear, .whole), (.whole, .linear): .linear
        case (.category, _), (_, .category): nil
        default: self == other ? self : nil
        }
    }

    package var isCategory: Bool {
        if case .category = self { true } else { false }
    }
}

/// A labelled place on an axis.
package struct Tick: Hashable, Sendable {
    package var position: Double
    package var label: String

    package init(position: Double, label: String) {
        self.position = position
        self.label = label
    }
}
