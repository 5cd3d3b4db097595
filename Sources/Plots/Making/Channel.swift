import Frames
import Signatures

/// A column of data under the name that it has in a plot.
package struct PlotColumn: Sendable {
    package let title: String
    package let column: Column

    package init(_ title: String, _ column: Column) {
        self.title = title
        self.column = column
    }
}

/// A column as positions along an axis, or within the legend.
struct Channel {
    let title: String
    let scale: Scale
    /// What stands for a missing cell is arbitrary.
    let positions: [Double]
    private let validity: Validity?

    init(_ data: PlotColumn) {
        title = data.title
        validity = data.column.validity
        switch data.column.values {
        case .float(let numbers): (scale, positions) = (.linear, numbers)
        case .int(let numbers): (scale, positions) = (.whole, numbers.map(Double.init))
        case .date(let days): (scale, positions) = (.time, days.map { Double($0) * 86_400 })
        case .datetime(let times): (scale, positions) = (.time, times.map { Double($0) / 1e6 })
        case .bool, .string, .category:
            let categories = Categories(data.column)
            (scale, positions) = (.category(categories.labels), categories.positions.map(Double.init))
        }
    }

    var count: Int { positions.count }

    func isMissing(_ row: Int) -> Bool { validity.map { !$0[row] } ?? false }

    /// Whether every row has a place: none is missing or not finite.
    var isComplete: Bool { validity == nil && positions.allSatisfy(\.isFinite) }
}

/// The distinct cells of a column: text in order of its first row, numbers and times in ascending order, and what is
/// missing last.
struct Categories {
    static let missing = "missing"
    private(set) var labels: [String] = []
    /// For each row the position of its label.
    private(set) var positions: [Int]
    /// For each label the first row that has it.
    private(set) var firstRows: [Int] = []

    init(_ column: Column) {
        let codes = column.factorized()
        let cells = codes.firstRows.map(column.cell(at:))
        let order = cells.indices.sorted { a, b in
            (cells[a].rank, codes.firstRows[a]) < (cells[b].rank, codes.firstRows[b])
        }
        var place = Array(repeating: 0, count: order.count)
        for (position, code) in order.enumerated() {
            place[code] = position
            firstRows.append(codes.firstRows[code])
            labels.append(cells[code] == .missing ? Self.missing : cells[code].text)
        }
        positions = codes.codes.map { place[$0] }
    }
}

extension Cell {
    /// Where it stands among the cells of its column, as far as its value says: text all alike, missing cells last.
    fileprivate var rank: Rank {
        switch self {
        case .missing: Rank(part: 2, value: 0)
        case .string: Rank(part: 0, value: 0)
        case .float(let number) where number.isNaN: Rank(part: 1, value: 0)
        case .float(let number): Rank(part: 0, value: number)
        case .int(let number), .date(let number), .datetime(let number): Rank(part: 0, value: Double(number))
        case .bool(let truth): Rank(part: 0, value: truth ? 1 : 0)
        }
    }
}

private struct Rank: Comparable {
    let part: Int
    let value: Double

    static func < (a: Rank, b: Rank) -> Bool { (a.part, a.value) < (b.part, b.value) }
}
