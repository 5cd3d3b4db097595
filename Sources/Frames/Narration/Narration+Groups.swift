import Signatures

/// What is said of groups and joins, which need a second look at the rows.
extension Narration {
    /// "3 groups by species, of 68 to 152 rows"
    package static func grouped(_ frame: Frame) throws -> String {
        let groups = try frame.grouping()
        var sizes = Array(repeating: 0, count: groups.count)
        for id in groups.ids { sizes[id] += 1 }
        guard let least = sizes.min(), let most = sizes.max(), !frame.groupKeys.isEmpty else {
            return counted(0, "group")
        }
        let range = least == most ? counted(most, "row") : "\(least) to \(counted(most, "row"))"
        return "\(counted(groups.count, "group")) by \(listed(frame.groupKeys)), of \(range)"
    }

    /// "3 rows from 344"
    package static func summarized(_ before: Frame, _ after: Frame) -> String {
        "\(counted(after.rowCount, "row")) from \(before.rowCount)"
    }

    /// How many rows of both found a partner; and that keys repeat, which makes rows more.
    package static func joined(
        _ left: Frame, _ right: Frame, on keys: [(left: String, right: String)], _ result: Frame
    ) throws -> String {
        let matches = try JoinMatches(left, right, keys)
        let counts = matches.partnerCounts
        let both =
            "\(share(counts.left.count { $0 > 0 }, of: left.rowCount)) on the left and "
            + "\(share(counts.right.count { $0 > 0 }, of: right.rowCount)) on the right found a partner"
        let repeated = counts.left.count { $0 > 1 }
        let remark =
            repeated == 0
            ? "" : "; keys that repeat on the right gave \(counted(repeated, "left row")) more than one"
        return "\(counted(result.rowCount, "row")); \(both)\(remark)"
    }
}
