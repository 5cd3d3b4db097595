import Frames
import Language
import Signatures

/// Verbs that choose and order rows.
extension FrameFunctions {
    static let ordering = [filter, sort, head, tail, sample, unique, dropDuplicates, outliers]

    private static let filter = Native(
        Signature(
            "filter", [frame, Parameter("condition", .oneOf([.expression, .column, .tensor()]))],
            returns: .frame,
            "The rows where the condition is true; where it is missing a row is left out.",
            example: "filter(frame({age: [12, 40]}), .age > 18)", related: ["select", "sort"])
    ) { arguments in
        if let condition = arguments[1].expression {
            let mask = try arguments.worked { try $0.mask(condition) }
            // What the narration asks is answered from the cells, without a second evaluation.
            arguments.values[1] = .column(mask)
            return try arguments.verb { try $0.filter(mask) }
        }
        let mask = try Library.column(of: arguments[1], rowCount: arguments.frame(0).rowCount)
        return try arguments.verb { try $0.filter(mask) }
    }

    private static let sort = Native(
        Signature(
            "sort",
            [
                frame, Parameter("by", columnType, .variadic),
                Parameter("descending", .oneOf([.bool, .list, .tensor()]), .named, default: .bool(false)),
            ], returns: .frame,
            """
            The rows in the order of one or more columns, the first counting most; equal rows keep their order.
            `descending` is one boolean or a list with one for each column. Missing cells come last both ways.
            """,
            example: #"sort(frame({k: ["b", "a", "b"], x: [1, 2, 3]}), .k, .x, descending: [false, true])"#,
            related: ["head", "rank"])
    ) { arguments in
        let keys = try arguments.elements(1).flatMap { $0.sequence ?? [$0] }.map { key in
            guard let expression = key.expression ?? key.string.map(ColumnExpression.column) else {
                throw arguments.wrongType(1, "columns such as `.age`")
            }
            return expression
        }
        let order = try zip(keys, arguments.flags(2, count: keys.count)).map { Frame.SortKey($0, descending: $1) }
        return try arguments.verb { try $0.sort(order) }
    }

    private static let number = Parameter("n", .int, default: .int(5))

    private static let head = Native(
        Signature(
            "head", [frame, number], returns: .frame, "The first rows; of each group after `group_by`.",
            example: "head(frame({x: [1, 2, 3]}), 2)", related: ["tail", "sample"])
    ) { try .frame($0.frame(0).head($0.int(1))) }

    private static let tail = Native(
        Signature(
            "tail", [frame, number], returns: .frame, "The last rows; of each group after `group_by`.",
            example: "tail(frame({x: [1, 2, 3]}), 2)", related: ["head"])
    ) { try .frame($0.frame(0).tail($0.int(1))) }

    private static let sample = Native(
        Signature(
            "sample",
            [frame, Parameter("n", .number), Parameter("replace", .bool, .named, default: .bool(false))],
            returns: .frame,
            "So many rows in random order, or that share of them if `n` is a decimal; with `replace` a row may come again.",
            example: "sample(frame({x: [1, 2, 3, 4]}), 2)", related: ["split", "head"])
    ) { arguments in
        let key = try arguments.session.generator.next()
        let replacing = try arguments.bool(2)
        let count = try arguments.rowCount(1, of: arguments.frame(0), replacing: replacing)
        return try arguments.verb { try $0.sample(count, replacing: replacing, key: key) }
    }

    private static let unique = Native(
        Signature(
            "unique", [frame, columns()], returns: .frame,
            "The different combinations of cells in these columns (all if none is named), in order of first row.",
            example: #"unique(frame({k: ["b", "a", "b"]}), .k)"#, related: ["count", "drop_duplicates"])
    ) { arguments in
        let names = try arguments.columnNames(1)
        return try arguments.verb { try $0.unique(names) }
    }

    private static let dropDuplicates = Native(
        Signature(
            "drop_duplicates", [frame, columns()], returns: .frame,
            "The rows whose cells in these columns (all if none is named) did not occur before.",
            example: #"drop_duplicates(frame({k: ["b", "a", "b"], x: [1, 2, 3]}), .k)"#, related: ["unique"])
    ) { arguments in
        let names = try arguments.columnNames(1)
        return try arguments.verb { try $0.dropDuplicates(names) }
    }

    private static let outliers = Native(
        Signature(
            "outliers", [frame, columns(), Parameter("factor", .number, .named, default: .float(1.5))],
            returns: .frame,
            "The rows with a number more than `factor` times the distance between the quartiles outside of them.",
            example: "outliers(frame({x: [1, 2, 3, 2, 50]}), .x)", related: ["describe", "quantile"])
    ) { arguments in
        let (names, factor) = try (arguments.columnNames(1), arguments.float(2))
        return try arguments.verb { try $0.outliers(names, factor: factor) }
    }
}

extension Arguments {
    /// One boolean for all, or a list with one for each.
    fileprivate func flags(_ index: Int, count: Int) throws -> [Bool] {
        if let flag = self[index].bool { return Array(repeating: flag, count: count) }
        let flags = try self[index].tensor?.variable.read().boolValues ?? elements(index).compactMap(\.bool)
        guard flags.count == count else {
            throw fault(.argument, "`descending` has \(flags.count) booleans for \(count) columns", at: index)
        }
        return flags
    }

    /// An int is a number of rows, a float a share of them.
    fileprivate func rowCount(_ index: Int, of frame: Frame, replacing: Bool) throws -> Int {
        if let count = self[index].int { return count }
        let share = try float(index)
        guard share >= 0, let count = Int(exactly: (share * Double(frame.rowCount)).rounded()) else {
            throw fault(.value, "`sample` takes a number of rows or a share of them, not \(share)", at: index)
        }
        guard share <= 1 || replacing else {
            throw fault(
                .value, "a share of rows is at most 1 unless `replace` lets them come again, not \(share)", at: index,
                help: "a number of rows is written without a decimal point")
        }
        return count
    }
}
