import Signatures

extension ColumnFunction {
    static let conversions: [ColumnFunction] = [
        conversion("float", .float, "The cell as a float; text must be a number.", #"["1.5", "2"]"#),
        conversion(
            "int", .int, "The cell as an int; floats lose their decimals, text must be a whole number.",
            "[1.9, -1.9]"),
        conversion(
            "bool", .bool, "The cell as a boolean; numbers are true unless 0, text must be true or false.",
            "[1, 0]"),
        conversion("string", .string, "The cell as text.", "[1, 2]"),
        conversion(
            "category", .category, "Text as one of a few levels, stored by number.", #"["a", "b", "a"]"#),
        conversion(
            "date", .date, "Text such as \"2024-02-29\" as a date; of a time its date.", #"["2024-02-29"]"#),
        conversion(
            "datetime", .datetime, "Text such as \"2024-02-29T12:00\" as a time.", #"["2024-02-29T12:00"]"#),
    ]

    private static func conversion(
        _ name: String, _ type: ColumnType, _ documentation: String, _ values: String
    ) -> ColumnFunction {
        ColumnFunction(
            unary(name, documentation, example: "derive(frame({x: \(values)}), y: \(name)(.x))"),
            .elementwise,
            type: { _ in type },
            body: { arguments in try arguments.columns[0].cast(to: type, named: arguments.text(0)) })
    }
}
