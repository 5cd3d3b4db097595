import Frames
import Language
import Signatures

extension FrameFunctions {
    static let making = [frameOf, readCSV.impure, writeCSV.impure, column]

    private static let frameOf = Native(
        Signature(
            "frame",
            [
                Parameter("columns", .oneOf([.record, .list, .tensor(), .frame])),
                Parameter("names", .list, .named, default: Parameter.Default.none),
            ],
            returns: .frame,
            """
            A frame from a record of columns, a list of records (its rows), or a tensor with one or two axes.
            A single cell in a record of columns stands for a whole column.
            """,
            example: #"frame({name: ["Ann", "Bob"], age: [34, 27]})"#, related: ["read_csv", "col"])
    ) { arguments in
        if let frame = arguments[0].frame { return .frame(frame) }
        if let tensor = try arguments[0].tensor?.variable.read() {
            let names = arguments[1].isNone ? nil : try arguments.elements(1).compactMap(\.string)
            return try .frame(Frame(tensor, names: names))
        }
        if arguments[0].record != nil { return try .frame(frame(ofColumns: arguments.fields(0))) }
        return try .frame(frame(ofRows: arguments.elements(0)))
    }

    /// The length is that of the first column that is more than one cell.
    private static func frame(ofColumns fields: [(name: String, value: Value)]) throws -> Frame {
        let made = try fields.map { name, value in
            (name, value.asCell == nil ? try Library.column(of: value, rowCount: nil) : nil, value)
        }
        let count = made.lazy.compactMap { $0.1?.count }.first ?? (fields.isEmpty ? 0 : 1)
        return try Frame(
            made.map { name, column, value in (name, try column ?? Library.column(of: value, rowCount: count))
            })
    }

    private static func frame(ofRows rows: [Value]) throws -> Frame {
        var names: [String] = []
        var cells: [String: [Frames.Cell]] = [:]
        for (number, row) in rows.enumerated() {
            guard let fields = row.record?.fields else {
                throw Fault(.type, "row \(number) is \(row.type.nameWithArticle); a frame's rows are records")
            }
            for (name, value) in zip(fields.keys, fields.values) {
                guard let cell = value.asCell else {
                    throw Fault(
                        .type,
                        "`\(name)` of row \(number) is \(value.type.nameWithArticle); a cell is a number, a bool, a string or none"
                    )
                }
                if cells[name] == nil { names.append(name) }
                let missing = Array(repeating: Frames.Cell.missing, count: number - (cells[name]?.count ?? 0))
                cells[name, default: []] += missing + [cell]
            }
        }
        return try Frame(
            names.map { name in
                let given = cells[name] ?? []
                return (
                    name,
                    try Column(cells: given + Array(repeating: .missing, count: rows.count - given.count))
                )
            }, rowCount: rows.count)
    }

    private static let path = Parameter("path", .string, offers: .files([".csv", ".tsv", ".txt"]))
    private static let delimiter = Parameter("delimiter", .string, .named, default: .string(","))
    private static let header = Parameter("header", .bool, .named, default: .bool(true))

    private static let readCSV = Native(
        Signature(
            "read_csv",
            [
                path, header, delimiter,
                Parameter(
                    "missing", .list, .named, default: .computed(#"["NA", "N/A", "NaN", "null", "none", …]"#)),
            ], returns: .frame,
            """
            The table in a CSV file.
            The type of a column is found from all its cells: int, else float, bool, date, datetime, string. Empty cells and those in `missing` are missing. An empty name in the header becomes `column1`, a second `age` becomes `age_2`. Integers beyond 64 bits make a column float; numbers in quotes are numbers.
            """,
            example: "write_csv(frame({x: [1, 2]}), \"small.csv\")\nread_csv(\"small.csv\")",
            related: ["write_csv", "frame"])
    ) { arguments in
        try .frame(CSV.read(arguments.path(0), arguments.readOptions))
    }
    .previewed { arguments in
        guard let sample = try CSV.sample(arguments.path(0), bytes: 1 << 16, arguments.readOptions) else {
            return .unknown(.frame)
        }
        return sample.isWhole ? .frame(sample.frame) : .outlined(.frame(sample.frame), isSample: true)
    }

    private static let writeCSV = Native(
        Signature(
            "write_csv",
            [
                frame, path, header, delimiter,
                Parameter("missing", .string, .named, default: .string("")),
            ], returns: .none,
            "Writes a frame as a CSV file. The old file stays until the new one is whole.",
            example: "write_csv(frame({x: [1, 2]}), \"small.csv\")", related: ["read_csv"])
    ) { arguments in
        var options = CSV.WriteOptions()
        options.header = try arguments.bool(2)
        options.delimiter = try arguments.character(3)
        options.missing = try arguments.string(4)
        try CSV.write(arguments.frame(0), to: arguments.path(1), options)
        return .none
    }

    private static let column = Native(
        Signature(
            "col", [Parameter("name", .string)], returns: .expression,
            "The column of this name, for names that `.name` can't write.",
            example: #"select(frame({"Solar.R": [1, 2]}), col("Solar.R"))"#)
    ) { try .expression(.column($0.string(0))) }
}

extension Arguments {
    fileprivate var readOptions: CSV.ReadOptions {
        get throws {
            var options = CSV.ReadOptions()
            options.header = try bool(1)
            options.delimiter = try character(2)
            if !self[3].isNone { options.missing = try elements(3).compactMap(\.string) }
            return options
        }
    }

    fileprivate func character(_ index: Int) throws -> Character {
        let text = try string(index)
        guard let character = text.first, text.count == 1 else {
            throw fault(.value, "the delimiter is one character, not \"\(text)\"", at: index)
        }
        return character
    }
}
