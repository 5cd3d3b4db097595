/// The types of a frame's columns; each may have missing cells.
package enum ColumnType: String, Sendable, CaseIterable {
    case float, int, bool, string, category, date, datetime

    /// What `mean` and its like accept as they stand; booleans count as 0 and 1.
    package var isNumeric: Bool { self == .float || self == .int || self == .bool }

    /// Text, whether stored cell by cell or by codes.
    package var isText: Bool { self == .string || self == .category }

    /// A point in time.
    package var isTemporal: Bool { self == .date || self == .datetime }
}
