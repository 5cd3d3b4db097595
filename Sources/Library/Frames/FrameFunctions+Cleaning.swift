import Frames
import Language
import Signatures

/// Verbs that look at a frame, and that mend it.
extension FrameFunctions {
    static let looking = [describe, missing]
    static let cleaning = [dropMissing, fillMissing]

    private static let describe = Native(
        Signature(
            "describe", [frame], returns: .frame,
            "A row for each column: its type, how many cells it has and lacks, the statistics of numbers, how many different cells, and the most frequent one.",
            example: #"describe(frame({age: [34, 27, 41], name: ["Ann", "Bob", "Cem"]}))"#,
            related: ["missing", "head"])
    ) { try $0.verb { try $0.describe() } }

    private static let missing = Native(
        Signature(
            "missing", [frame], returns: .frame, "How many cells each column lacks, and what share that is.",
            example: "missing(frame({x: [1, none, 3]}))",
            related: ["drop_missing", "fill_missing", "is_missing"])
    ) { try $0.verb { try $0.missing() } }

    private static let dropMissing = Native(
        Signature(
            "drop_missing", [frame, columns()], returns: .frame,
            "The rows that lack no cell in these columns (in any if none is named).",
            example: "drop_missing(frame({x: [1, none, 3]}))", related: ["fill_missing", "missing"])
    ) { arguments in
        let names = try arguments.columnNames(1)
        return try arguments.verb { try $0.dropMissing(names) }
    }

    private static let methods: [(name: String, filling: Filling)] = [
        ("mean", .mean), ("median", .median), ("mode", .mode), ("previous", .previous), ("next", .next),
    ]

    private static let fillMissing = Native(
        Signature(
            "fill_missing",
            [
                frame,
                Parameter(
                    "value", .oneOf([.number, .bool, .string, .none]), default: Parameter.Default.none),
                Parameter(
                    "method", .oneOf([.string, .none]), .named, default: Parameter.Default.none,
                    choices: methods.map(\.name)),
                namedColumns(),
            ], returns: .frame,
            """
            The same rows with missing cells filled: by a value, or by the mean, median or most frequent cell (mode) of the column, or the cell before or after.
            After `group_by`, by those of the row's group. Without `columns`, in all columns that it suits.
            """,
            example: "fill_missing(frame({x: [1, none, 3]}), method: \"mean\")",
            related: ["drop_missing", "coalesce", "impute"])
    ) { arguments in
        let (filling, names) = try (arguments.filling(), arguments.optionalColumnNames(3))
        return try arguments.verb { try $0.fillMissing(filling, names) }
    }

    fileprivate static func filling(named name: String) -> Filling? {
        methods.first { $0.name == name }?.filling
    }
}

extension Arguments {
    fileprivate func filling() throws -> Filling {
        let method = try optionalString(2).flatMap(FrameFunctions.filling)
        switch (self[1].asCell ?? .missing, method) {
        case (.missing, .some(let method)): return method
        case (.missing, nil):
            throw Fault(
                .argument, "`fill_missing` needs a value or a method", help: "write `method: \"median\"`")
        case (.string(let name), nil) where !isGiven(3) && FrameFunctions.filling(named: name) != nil:
            throw fault(
                .argument, "\"\(name)\" would be filled in as a text", at: 1,
                help: "write `method: \"\(name)\"`, or name the `columns` that are to hold that text")
        case (let cell, nil): return .value(cell)
        case (_, .some): throw Fault(.argument, "`fill_missing` takes a value or a method, not both")
        }
    }
}
