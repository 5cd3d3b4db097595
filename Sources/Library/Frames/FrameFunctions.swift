import Frames
import Language
import Signatures

/// The verbs on frames, by what they are about.
enum FrameFunctions {
    static let all: [Native] =
        (choosing + ordering + grouping + joining + looking + cleaning + dividing + making).map(narrated)

    /// The first parameter of every verb.
    static let frame = Parameter("df", .frame)
    static let columnType = ValueType.oneOf([.expression, .string, .list])

    /// Columns by position, as in `select(df, .age, .sex)`; lists of them are taken apart.
    static func columns(_ name: String = "columns") -> Parameter { Parameter(name, columnType, .variadic) }

    /// One or more columns by name of the parameter: `columns: .age` or `columns: [.age, .sex]`.
    static func namedColumns(_ name: String = "columns") -> Parameter {
        Parameter(name, .oneOf([columnType, .none]), .named, default: .computed("all that it suits"))
    }

    /// New columns, as in `derive(df, bmi: .kg / .m^2)`.
    static func formulas(_ name: String = "columns") -> Parameter { Parameter(name, .any, .namedRest) }

    static let stratify = Parameter(
        "stratify", .oneOf([.expression, .string]), .named, default: Parameter.Default.none)
}

extension Arguments {
    /// The columns of a parameter that need not be given: none then.
    func optionalColumnNames(_ index: Int) throws -> [String] {
        self[index].isNone ? [] : try columnNames(index)
    }

    func optionalColumnName(_ index: Int) throws -> String? {
        self[index].isNone ? nil : try columnName(index)
    }

    /// The names and values of a record.
    func fields(_ index: Int) throws -> [(name: String, value: Value)] {
        let fields = try record(index)
        return zip(fields.keys, fields.values).map { ($0, $1) }
    }

    /// The named formulas of the last parameter.
    func formulas(_ index: Int) throws -> [(name: String, expression: ColumnExpression)] {
        try fields(index).map { name, value in
            guard let expression = value.asExpression else {
                throw Fault(
                    .type,
                    "`\(signature.name)` takes column expressions such as `.age * 2`, not \(value.type.nameWithArticle)",
                    labels: [.init(.named(name), value.label)])
            }
            return (name, expression)
        }
    }
}
