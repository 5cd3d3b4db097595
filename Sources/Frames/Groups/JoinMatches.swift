import Signatures
import Tensors

/// Which rows of two frames have equal keys.
struct JoinMatches {
    /// Rows of both, −1 where a row has no partner.
    struct Pairs {
        var left: [Int] = []
        var right: [Int] = []
    }

    private let leftCodes: [Int]
    private let rightCodes: [Int]
    /// Rows with each code, one code after another.
    private let leftRows: (rows: [Int], starts: [Int])
    private let rightRows: (rows: [Int], starts: [Int])

    init(_ left: Frame, _ right: Frame, _ keys: [(left: String, right: String)]) throws {
        let sides = try keys.map { (try left.column($0.left), try right.column($0.right), $0) }
        let joined = try sides.map { a, b, names in
            guard ColumnType.unified(a.type, b.type) != nil else {
                throw Fault(
                    .type,
                    "`\(names.left)` is of type \(a.type.rawValue) and `\(names.right)` of type \(b.type.rawValue); keys of a join need one type"
                )
            }
            return try Column.concatenating([a, b])
        }
        let grouping = Grouping.of(joined)
        // Code 0 is kept for rows with a missing key, which have no partners.
        let codes = grouping.ids.indices.map { row in
            joined.contains { $0.isMissing(at: row) } ? 0 : grouping.ids[row] + 1
        }
        leftCodes = Array(codes.prefix(left.rowCount))
        rightCodes = Array(codes.dropFirst(left.rowCount))
        leftRows = JoinMatches.rows(leftCodes, codeCount: grouping.count + 1)
        rightRows = JoinMatches.rows(rightCodes, codeCount: grouping.count + 1)
    }

    private static func rows(_ codes: [Int], codeCount: Int) -> (rows: [Int], starts: [Int]) {
        Grouping(ids: codes, firstRows: Array(repeating: 0, count: codeCount)).rowsByGroup()
    }

    /// How many partners each row of a side has.
    var partnerCounts: (left: [Int], right: [Int]) {
        (
            leftCodes.map { partners(of: $0, in: rightRows).count },
            rightCodes.map { partners(of: $0, in: leftRows).count }
        )
    }

    func hasPartner(left row: Int) -> Bool { !partners(of: leftCodes[row], in: rightRows).isEmpty }

    func pairs(_ kind: JoinKind, columns: Int) throws -> Pairs {
        try charge(columns: columns)
        if kind == .right {
            let swapped = pairs(rightCodes, leftRows, keepsAll: true)
            return Pairs(left: swapped.right, right: swapped.left)
        }
        var result = pairs(leftCodes, rightRows, keepsAll: kind != .inner)
        if kind == .outer {
            for row in rightCodes.indices where partners(of: rightCodes[row], in: leftRows).isEmpty {
                result.left.append(-1)
                result.right.append(row)
            }
        }
        return result
    }

    private func pairs(_ codes: [Int], _ others: (rows: [Int], starts: [Int]), keepsAll: Bool) -> Pairs {
        var result = Pairs()
        for (row, code) in codes.enumerated() {
            let found = partners(of: code, in: others)
            for other in found {
                result.left.append(row)
                result.right.append(other)
            }
            if found.isEmpty, keepsAll {
                result.left.append(row)
                result.right.append(-1)
            }
        }
        return result
    }

    private func partners(of code: Int, in rows: (rows: [Int], starts: [Int])) -> ArraySlice<Int> {
        code == 0 ? [] : rows.rows[rows.starts[code]..<rows.starts[code + 1]]
    }

    /// The size of the result is known before it is made: keys that repeat on both sides multiply.
    private func charge(columns: Int) throws {
        var total = leftCodes.count + rightCodes.count
        for code in leftCodes {
            total = total.addingReportingOverflow(partners(of: code, in: rightRows).count).partialValue
        }
        let (bytes, overflow) = total.multipliedReportingOverflow(by: 8 * (columns + 2))
        try MemoryBudget.require(
            bytes: overflow ? .max : bytes, for: "the result of `join` with up to \(total) rows")
    }
}
