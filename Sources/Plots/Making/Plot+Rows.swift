import Frames
import Signatures
import Tensors

/// Points and lines through rows of data.
extension Plot {
    /// How the rows are drawn.
    package enum RowMark: Sendable {
        case points, lines
        /// Lines where x never goes back within a group, points elsewhere.
        case fitting
    }

    /// A layer for each y, or for each group of equal cells in `color`.
    ///
    /// - Throws: a fault if the columns differ in length, do not share an axis, or have too many groups.
    package static func rows(
        x: PlotColumn, y: [PlotColumn], color: PlotColumn? = nil, mark: RowMark, title: String?
    ) throws -> Plot {
        for other in y where other.column.count != x.column.count {
            throw Fault(.shape, "there are \(x.column.count) values of x and \(other.column.count) of y")
        }
        try requireMemory(rows: x.column.count, series: y.count)
        let (across, up) = (Channel(x), y.map(Channel.init))
        let grouping = try RowGroups(color, series: up.map(\.title), count: across.count)
        let scale = try sharedScale(up)
        var tally = Tally("point")
        let layers = up.enumerated().flatMap { place, channel in
            grouping.layers(across, channel, series: place, mark, &tally)
        }
        return Plot(
            title: title, layers: layers,
            x: Axis(title: across.title, scale: across.scale, domain: Domain(covering: layers.lazy.map(\.x))),
            y: Axis(
                title: up.count == 1 ? up[0].title : "", scale: scale,
                domain: Domain(covering: layers.lazy.map(\.y))),
            legend: grouping.legend, notes: tally.notes)
    }

    /// Each series holds its own x and y, beside the channels that these are taken from.
    static func requireMemory(rows: Int, series: Int) throws {
        try MemoryBudget.require(rows: rows, numbers: 3 * series + 1, for: "a plot of \(counted(rows, "row"))")
    }

    private static func sharedScale(_ channels: [Channel]) throws -> Scale {
        guard let first = channels.first else { throw Fault(.argument, "there is no y to plot") }
        return try channels.dropFirst().reduce(first.scale) { scale, other in
            if let shared = scale.shared(with: other.scale) { return shared }
            throw Fault(
                .type, "`\(first.title)` and `\(other.title)` are not both numbers or both times, and share no axis")
        }
    }
}

/// Which rows belong to which layer.
private struct RowGroups {
    /// More could not be told apart.
    private static let most = 24
    private let categories: Categories?
    let legend: Legend?

    init(_ color: PlotColumn?, series: [String], count: Int) throws {
        guard let color else {
            categories = nil
            legend = series.count > 1 ? Legend(labels: series) : nil
            return
        }
        guard series.count == 1 else {
            throw Fault(.argument, "several columns of y have a colour each, so that `color` can't give them others")
        }
        guard color.column.count == count else {
            throw Fault.internal("there are \(count) points and \(color.column.count) values of `color`")
        }
        let found = Categories(color.column)
        guard found.labels.count <= Self.most else {
            throw Fault(
                .value,
                "`\(color.title)` has \(found.labels.count) different values; colours tell at most \(Self.most) apart",
                help: color.column.type.isNumeric ? "`cut` makes a few intervals of many numbers" : nil)
        }
        categories = found
        legend = Legend(title: color.title, labels: found.labels)
    }

    func layers(
        _ x: Channel, _ y: Channel, series: Int, _ mark: Plot.RowMark, _ tally: inout Tally
    ) -> [Layer] {
        var parts = Array(repeating: RowPart(), count: categories?.labels.count ?? 1)
        if categories == nil, let whole = RowPart(x, y) {
            parts = [whole]
        } else {
            gather(x, y, &parts, &tally)
        }
        let isLine = mark == .lines || (mark == .fitting && parts.allSatisfy(\.isAscending) && !x.scale.isCategory)
        return parts.enumerated().map { place, part in
            part.layer(isLine: isLine, group: legend == nil ? nil : categories == nil ? series : place)
        }
    }

    private func gather(_ x: Channel, _ y: Channel, _ parts: inout [RowPart], _ tally: inout Tally) {
        for row in 0..<x.count {
            let (a, b) = (x.positions[row], y.positions[row])
            let part = categories?.positions[row] ?? 0
            if x.isMissing(row) || y.isMissing(row) {
                tally.missing += 1
                parts[part].break(at: x.isMissing(row) ? .nan : a)
            } else if a.isFinite && b.isFinite {
                parts[part].append(a, b)
            } else {
                tally.notFinite += 1
                parts[part].break(at: a)
            }
        }
    }
}

/// The rows of one layer as they are gathered.
private struct RowPart {
    private var x: [Double] = []
    private var y: [Double] = []
    private var breaks = 0
    /// Whether every x is larger than the one before it.
    private(set) var isAscending = true

    init() {}

    /// All rows as they stand, without a copy of them; nil unless each of them can be shown.
    init?(_ x: Channel, _ y: Channel) {
        guard x.isComplete, y.isComplete else { return nil }
        (self.x, self.y) = (x.positions, y.positions)
        isAscending = zip(self.x, self.x.dropFirst()).allSatisfy { $0 < $1 }
    }

    mutating func append(_ a: Double, _ b: Double) {
        if let last = x.last, last >= a { isAscending = false }
        x.append(a)
        y.append(b)
    }

    /// A gap in a line; at a place that is not known, it is where the line had come to.
    mutating func `break`(at a: Double) {
        guard let place = a.isFinite ? a : x.last else { return }
        breaks += 1
        if let last = x.last, last > place { isAscending = false }
        x.append(place)
        y.append(.nan)
    }

    func layer(isLine: Bool, group: Int?) -> Layer {
        if isLine || breaks == 0 { return Layer(isLine ? .line : .points, x: x, y: y, group: group) }
        let kept = y.indices.filter { !y[$0].isNaN }
        return Layer(.points, x: kept.map { x[$0] }, y: kept.map { y[$0] }, group: group)
    }
}
