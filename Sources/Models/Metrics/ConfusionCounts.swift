import Frames

/// How often each class was taken for each other one, and what follows from it.
package struct ConfusionCounts {
    package let classes: [Cell]
    /// `counts[actual][predicted]`.
    package let counts: [[Int]]

    package init(_ pair: LabelPair) {
        classes = pair.classes
        var counts = Array(repeating: Array(repeating: 0, count: classes.count), count: classes.count)
        for (actual, predicted) in zip(pair.actual, pair.predicted) { counts[actual][predicted] += 1 }
        self.counts = counts
    }

    package var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }

    package var accuracy: Double { ratio(classes.indices.reduce(0) { $0 + counts[$1][$1] }, total) }

    /// Rows of a class.
    package func actual(_ index: Int) -> Int { counts[index].reduce(0, +) }

    /// Rows that were taken for a class.
    package func predicted(_ index: Int) -> Int { counts.reduce(0) { $0 + $1[index] } }

    /// Of the rows taken for the class, the share that is of it; 0 if there are none.
    package func precision(_ index: Int) -> Double { ratio(counts[index][index], predicted(index)) }

    /// Of the rows of the class, the share that was taken for it; 0 if there are none.
    package func recall(_ index: Int) -> Double { ratio(counts[index][index], actual(index)) }

    /// The harmonic mean of precision and recall.
    package func f1(_ index: Int) -> Double {
        ratio(2 * counts[index][index], predicted(index) + actual(index))
    }

    private func ratio(_ part: Int, _ whole: Int) -> Double { whole == 0 ? 0 : Double(part) / Double(whole) }
}

/// How the figures of several classes become one.
package enum Averaging: Hashable, Sendable {
    /// The figure of one class, by its number.
    case one(Int)
    /// The plain mean over classes.
    case macro
    /// The mean over classes, by the number of rows that each has.
    case weighted
}

extension ConfusionCounts {
    /// A class that neither side has takes no part in a mean.
    package func average(_ averaging: Averaging, _ figure: (Int) -> Double) -> Double {
        let present = classes.indices.filter { actual($0) + predicted($0) > 0 }
        switch averaging {
        case .one(let index): return figure(index)
        case .macro: return mean(of: present.map(figure))
        case .weighted: return present.reduce(0) { $0 + figure($1) * Double(actual($1)) } / Double(total)
        }
    }

    /// A row a true class, a column a predicted one.
    package func table() throws -> Frame {
        let labels: [(name: String, column: Column)] = [("actual", Column(classes.map(\.text)))]
        let columns = classes.indices.map { index in
            (name: classes[index].text, column: Column(counts.map { $0[index] }))
        }
        return try Frame(labels + columns, rowCount: classes.count)
    }

    /// A row a class: precision, recall, F1 and how many rows it has.
    package func perClass() throws -> Frame {
        let all = classes.indices
        return try Frame([
            ("class", Column(classes.map(\.text))),
            ("precision", Column(all.map(precision))),
            ("recall", Column(all.map(recall))),
            ("f1", Column(all.map(f1))),
            ("rows", Column(all.map(actual))),
        ])
    }
}
