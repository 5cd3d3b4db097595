/// A column of one type whose cells may be missing; a value, copied only when changed.
///
/// What stands in the place of a missing cell is a filler (0, NaN, "") that no result may depend on.
package struct Column: Sendable {
    package enum Values: Sendable {
        case float([Double])
        case int([Int])
        case bool([Bool])
        case string(TextArena)
        /// A code a row into `levels`, which are distinct.
        case category(codes: [Int32], levels: [String])
        /// Days since 1970-01-01.
        case date([Int])
        /// Microseconds since 1970-01-01T00:00:00.
        case datetime([Int])
    }

    package let values: Values
    /// nil if no cell is missing.
    package let validity: Validity?

    package init(_ values: Values, validity: Validity? = nil) {
        self.values = values
        self.validity = validity?.ifAnyMissing
    }

    package var type: ColumnType {
        switch values {
        case .float: .float
        case .int: .int
        case .bool: .bool
        case .string: .string
        case .category: .category
        case .date: .date
        case .datetime: .datetime
        }
    }

    package var count: Int {
        switch values {
        case .float(let values): values.count
        case .int(let values), .date(let values), .datetime(let values): values.count
        case .bool(let values): values.count
        case .string(let arena): arena.count
        case .category(let codes, _): codes.count
        }
    }

    package var missingCount: Int { validity.map { $0.count - $0.validCount } ?? 0 }

    package func isMissing(at row: Int) -> Bool { validity.map { !$0[row] } ?? false }
}

extension Column {
    package init(_ values: [Double]) { self.init(.float(values)) }
    package init(_ values: [Int]) { self.init(.int(values)) }
    package init(_ values: [Bool]) { self.init(.bool(values)) }
    package init(_ values: [String]) { self.init(.string(TextArena(values))) }

    package init(_ values: [Double?]) {
        self.init(.float(values.map { $0 ?? .nan }), validity: Validity(values.map { $0 != nil }))
    }
    package init(_ values: [Int?]) {
        self.init(.int(values.map { $0 ?? 0 }), validity: Validity(values.map { $0 != nil }))
    }
    package init(_ values: [Bool?]) {
        self.init(.bool(values.map { $0 ?? false }), validity: Validity(values.map { $0 != nil }))
    }
    package init(_ values: [String?]) {
        let arena = TextArena(values.lazy.map { $0 ?? "" })
        self.init(.string(arena), validity: Validity(values.map { $0 != nil }))
    }
}

extension Column {
    /// The cell in `row`, which must be one of the column's.
    package func cell(at row: Int) -> Cell {
        if isMissing(at: row) { return .missing }
        switch values {
        case .float(let values): return .float(values[row])
        case .int(let values): return .int(values[row])
        case .bool(let values): return .bool(values[row])
        case .string(let arena): return .string(arena.string(at: row))
        case .category(let codes, let levels): return .string(levels[Int(codes[row])])
        case .date(let values): return .date(values[row])
        case .datetime(let values): return .datetime(values[row])
        }
    }

    /// The number in `row`; nil if it is missing or the column has none.
    package func double(at row: Int) -> Double? { cell(at: row).double }

    /// The text in `row`; nil if it is missing or the column is not text.
    package func string(at row: Int) -> String? { cell(at: row).string }

    package var cells: [Cell] { (0..<count).map(cell(at:)) }
}
