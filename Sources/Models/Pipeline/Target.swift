import Frames
import Signatures
import Tensors

/// What is to be learnt: a value a row, or several.
enum Target {
    case column(Column)
    /// Rows × numbers: several numbers to regress, or a probability a class.
    case matrix(Tensor)

    /// A tensor with one number a row is a column.
    init(_ tensor: Tensor) throws {
        guard tensor.rank >= 1 else {
            throw Fault(
                .shape, "the targets need a row for each input",
                labels: [.init(.argument(2), "\(tensor.type)")])
        }
        guard tensor.count == tensor.shape[0] else {
            self = .matrix(tensor)
            return
        }
        switch tensor.dtype {
        case .bool: self = .column(Column(tensor.boolValues))
        case .i64: self = .column(Column(tensor.i64Values))
        case .f32, .f64: self = .column(Column(tensor.f64Values))
        }
    }

    var rowCount: Int {
        switch self {
        case .column(let column): column.count
        case .matrix(let tensor): tensor.shape[0]
        }
    }
}

/// Classes, sorted, of the values of a target.
extension Classes {
    /// - Throws: a fault if there is only one, or so many that the target can't be meant as classes.
    init(of column: Column, named name: String) throws {
        let distinct = Set(column.cells)
        let type: ColumnType = column.type == .category ? .string : column.type
        self.init(labels: distinct.sorted { $0.precedes($1) }, type: type)
        guard count >= 2 else {
            throw Fault(
                .value,
                "\(name) has \(count == 0 ? "no rows" : "the one class `\(names[0])`"), and two are needed to tell apart"
            )
        }
        guard count <= Self.greatestCount else {
            throw Fault(
                .value, "\(name) has \(count) classes, more than the \(Self.greatestCount) that are taken",
                help: "to predict a number, end with a layer without softmax or sigmoid, such as `dense(1)`")
        }
    }

    /// Bounded, because tables of classes grow with the square of their number.
    static let greatestCount = 2000

    /// The number of each row's class.
    ///
    /// - Throws: a fault that names the first label that is not a class.
    func numbers(of column: Column, named name: String) throws -> [Int] {
        let places = Dictionary(
            labels.enumerated().map { ($1.asLabel, $0) }, uniquingKeysWith: { first, _ in first })
        return try column.cells.map { cell in
            guard let place = places[cell.asLabel] else {
                throw Fault(
                    .value, "\(name) has the class `\(cell.text)`, which training did not see",
                    notes: ["it saw " + names.prefix(8).map { "`\($0)`" }.joined(separator: ", ")])
            }
            return place
        }
    }

    /// The labels of these class numbers, as a column.
    func column(of numbers: [Int]) -> Column {
        switch type {
        case .bool: Column(numbers.map { labels[$0] == .bool(true) })
        case .int: Column(numbers.map { labels[$0].double.flatMap { Int(exactly: $0) } })
        case .float: Column(numbers.map { labels[$0].double })
        default: Column(numbers.map { labels[$0].text })
        }
    }
}
