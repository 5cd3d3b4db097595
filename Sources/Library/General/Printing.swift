import Language
import Signatures

/// Functions that write, and that turn values into text.
enum Printing {
    static let all = [print.impure, warn.impure, string, clearOutput.impure, quiet.impure]

    static let print = Native(
        Signature(
            "print",
            [
                Parameter("values", .any, .variadic),
                Parameter("end", .string, .named, default: .string("\n")),
            ],
            returns: .none,
            "Writes the values as plain text, with spaces between them and a newline at the end.",
            example: "print(\"loss\", 0.25)", related: ["warn"])
    ) { arguments in
        let session = try arguments.session
        try session.output.write(printed(arguments.elements(0), in: session) + arguments.string(1))
        return .none
    }

    static let warn = Native(
        Signature(
            "warn", [Parameter("values", .any, .variadic)], returns: .none,
            "Writes the values to standard error.", example: "warn(\"the data is from 2009\")",
            related: ["print"])
    ) { arguments in
        let session = try arguments.session
        session.output.warn(try printed(arguments.elements(0), in: session))
        return .none
    }

    /// With spaces between them; tables stand on lines of their own.
    private static func printed(_ values: [Value], in session: Session) throws -> String {
        var (text, followsTable) = ("", false)
        for (place, value) in values.enumerated() {
            let part = try session.printed(value)
            let isTable = value.string == nil && part.contains("\n")
            if place > 0 { text += isTable || followsTable ? "\n" : " " }
            text += part
            followsTable = isTable
        }
        return text
    }

    static let string = Native(
        Signature(
            "string", [Parameter("value")], returns: .string, "The value as text, as `print` writes it.",
            example: "string(0.5) + \"!\"", related: ["int", "float"])
    ) { arguments in
        try .string(arguments.session.text(of: arguments[0], format: nil))
    }

    static let clearOutput = Native(
        Signature(
            "clear_output", [], returns: .none,
            "Clears the terminal, so that what is printed next replaces what stood there.",
            example: "clear_output()")
    ) { arguments in
        try arguments.session.output.clear()
        return .none
    }

    static let quiet = Native(
        Signature(
            "quiet", [Parameter("stay_quiet", .bool, default: .bool(true))], returns: .none,
            """
            Whether verbs on frames say nothing of what they did to rows and columns; `quiet(false)` lets them speak.
            At the prompt they say it in a grey line, in scripts only after `quiet(false)`. Of one verb's calls in a cell or script the first eight are told.
            """, example: "quiet(false)\ndf = filter(frame({x: [1, 2, 3]}), .x > 1)", related: ["warn", "filter"])
    ) { arguments in
        try arguments.session.narrates = !arguments.bool(0)
        return .none
    }
}
