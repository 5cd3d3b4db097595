import Frames
import Language
import Signatures

/// Verbs on groups of rows.
extension FrameFunctions {
    static let grouping = [groupBy, ungroup, summarize, count]

    private static let groupBy = Native(
        Signature(
            "group_by", [frame, columns()], returns: .frame,
            "The same rows, so that verbs after it work within each group of equal cells in these columns.",
            example: #"group_by(frame({k: ["a", "b", "a"], x: [1, 2, 3]}), .k) |> summarize(mean: mean(.x))"#,
            related: ["summarize", "derive", "ungroup"])
    ) { try .frame($0.frame(0).groupBy($0.columnNames(1))) }

    private static let ungroup = Native(
        Signature(
            "ungroup", [frame], returns: .frame, "The same rows without groups.",
            example: "ungroup(group_by(frame({k: [1, 1, 2]}), .k))", related: ["group_by"])
    ) { try .frame($0.frame(0).ungrouped()) }

    private static let summarize = Native(
        Signature(
            "summarize", [frame, formulas()], returns: .frame,
            "A row for each group, in order of its first row: the columns it is grouped by, then one value for each formula.",
            example:
                #"frame({k: ["a", "b", "a"], x: [1, 2, 3]}) |> group_by(.k) |> summarize(n: count(), most: max(.x))"#,
            related: ["group_by", "count"])
    ) { arguments in
        let formulas = try arguments.formulas(1)
        return try arguments.verb { try $0.summarize(formulas) }
    }

    private static let count = Native(
        Signature(
            "count", [frame, columns()], returns: .frame,
            "How many rows there are for each combination of cells in these columns.",
            example: #"count(frame({k: ["a", "b", "a"]}), .k)"#, related: ["unique", "group_by"])
    ) { arguments in
        let names = try arguments.columnNames(1)
        return try arguments.verb { try $0.count(names) }
    }
}
