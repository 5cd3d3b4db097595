import Frames
import Signatures
import Tensors

extension Plot {
    /// How many values lie in each of some intervals.
    ///
    /// - Throws: a fault for a column that has no numbers.
    package static func histogram(_ data: PlotColumn, bins count: Int? = nil, title: String?) throws -> Plot {
        guard data.column.type.isNumeric, data.column.type != .bool else {
            throw Fault(
                .type, "a histogram needs numbers, and `\(data.title)` is a \(data.column.type.rawValue) column",
                help: data.column.type.isTemporal ? nil : "`bar` counts the rows of each category")
        }
        if let count, !(1...1000 ~= count) {
            throw Fault(.value, "a histogram has 1 to 1000 bins, not \(count)", labels: [.init(.named("bins"), "")])
        }
        // The positions, and the values among them that are counted; these are sorted to choose a width.
        let rows = data.column.count
        try MemoryBudget.require(
            rows: rows, numbers: count == nil ? 3 : 2, for: "a histogram of \(counted(rows, "row"))")
        let channel = Channel(data)
        var tally = Tally("value")
        let values = (0..<channel.count).compactMap { row -> Double? in
            if channel.isMissing(row) {
                tally.missing += 1
            } else if !channel.positions[row].isFinite {
                tally.notFinite += 1
            } else {
                return channel.positions[row]
            }
            return nil
        }
        let x = Axis(title: data.title, scale: channel.scale, domain: nil)
        let y = Axis(title: "count", scale: .whole, domain: nil)
        var plot = Plot(title: title, layers: [], x: x, y: y, notes: tally.notes)
        if !values.isEmpty { plot.show(Bins(values, count: count, areWhole: data.column.type == .int)) }
        return plot
    }

    private mutating func show(_ bins: Bins) {
        let (first, last) = (bins.edges[0], bins.edges[bins.counts.count])
        x.domain = Domain(first, last)
        y.domain = Domain(0, Double(bins.counts.max() ?? 1))
        let centres = zip(bins.edges, bins.edges.dropFirst()).map { $0 + ($1 - $0) / 2 }
        let width = last / Double(bins.counts.count) - first / Double(bins.counts.count)
        layers = [Layer(.bars(width: width), x: centres, y: bins.counts.map(Double.init))]
    }

    /// A bar for each category, with the value that stands in its row.
    ///
    /// - Throws: a fault if a category has several rows, or the values are not numbers.
    package static func bars(_ categories: PlotColumn, _ values: PlotColumn, title: String?) throws -> Plot {
        guard values.column.type.isNumeric else {
            throw Fault(.type, "bars need numbers, and `\(values.title)` is a \(values.column.type.rawValue) column")
        }
        guard categories.column.count == values.column.count else {
            throw Fault(
                .shape, "there are \(categories.column.count) categories and \(values.column.count) values for them")
        }
        try requireMemory(rows: categories.column.count, series: 1)
        let found = Categories(categories.column)
        guard found.labels.count == found.positions.count else {
            throw Fault(
                .value, "`\(categories.title)` has several rows for a category, and a bar shows one value",
                help: "reduce them, as in `mean(…)` or `sum(…)` of the column")
        }
        return bars(found, of: Channel(PlotColumn(values.title, values.column.asNumbers)), categories.title, title)
    }

    private static func bars(_ found: Categories, of channel: Channel, _ name: String, _ title: String?) -> Plot {
        var tally = Tally("bar")
        var layer = Layer(.bars(width: 0.8), x: [], y: [])
        for (place, row) in found.firstRows.enumerated() {
            let value = channel.positions[row]
            if channel.isMissing(row) {
                tally.missing += 1
            } else if !value.isFinite {
                tally.notFinite += 1
            } else {
                layer.x.append(Double(place))
                layer.y.append(value)
            }
        }
        return Plot(
            title: title, layers: [layer],
            x: Axis(title: name, scale: .category(found.labels), domain: Domain(covering: [layer.x])),
            y: Axis(title: channel.title, scale: channel.scale, domain: Domain(covering: [layer.y])?.including(0)),
            notes: tally.notes)
    }
}

extension Column {
    /// Booleans as 0 and 1; other columns as they are.
    fileprivate var asNumbers: Column {
        if case .bool(let flags) = values { Column(.int(flags.map { $0 ? 1 : 0 }), validity: validity) } else { self }
    }
}
