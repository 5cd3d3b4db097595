import Frames
import Language
import Signatures

/// Verbs that choose, name and make columns.
extension FrameFunctions {
    static let choosing = [select, drop, rename, derive, columnNames]

    private static let select = Native(
        Signature(
            "select", [frame, columns()], returns: .frame, "These columns, in this order.",
            example: "select(frame({a: [1, 2], b: [3, 4]}), .b)", related: ["drop", "filter"])
    ) { try .frame($0.frame(0).select($0.columnNames(1))) }

    private static let drop = Native(
        Signature(
            "drop", [frame, columns()], returns: .frame, "All columns but these.",
            example: "drop(frame({a: [1, 2], b: [3, 4]}), .b)", related: ["select"])
    ) { try .frame($0.frame(0).drop($0.columnNames(1))) }

    private static let rename = Native(
        Signature(
            "rename", [frame, Parameter("names", columnType, .namedRest)], returns: .frame,
            "New names for columns, written `new: .old`.", example: "rename(frame({a: [1, 2]}), size: .a)")
    ) { arguments in
        let changes = try arguments.fields(1).map { new, old in
            guard let name = old.columnName else { throw arguments.wrongType(1, "columns such as `.age`") }
            return (old: name, new: new)
        }
        return try .frame(arguments.frame(0).rename(changes))
    }

    /// Values that are no formula (a tensor, a list, a column) become columns as they are.
    private static let derive = Native(
        Signature(
            "derive", [frame, formulas()], returns: .frame,
            "Further or changed columns, each from those before it. Aggregates spread over the rows, of their group after `group_by`.",
            example: "derive(frame({kg: [60.0, 80.0], m: [1.6, 1.8]}), bmi: .kg / .m^2)",
            related: ["summarize", "when"])
    ) { arguments in
        var frame = try arguments.frame(0)
        for (name, value) in try arguments.fields(1) {
            if let expression = value.asExpression {
                frame = try arguments.aside(cells: frame.cellCount) { [frame] in
                    try frame.derive([(name, expression)])
                }
            } else {
                frame = try frame.setting(name, Library.column(of: value, rowCount: frame.rowCount))
            }
        }
        return .frame(frame)
    }

    private static let columnNames = Native(
        Signature(
            "columns", [frame], returns: .list, "The names of a frame's columns.",
            example: "columns(frame({a: [1], b: [2]}))", related: ["shape", "describe"])
    ) { try .list($0.frame(0).names.map(Value.string)) }
}
