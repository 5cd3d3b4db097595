import Language
import Signatures

/// `help`: the page on a function, for scripts and the prompt.
enum HelpFunction {
    static let all = [help.impure]

    private static let help = Native(
        Signature(
            "help", [Parameter("name", .oneOf([.string, .function, .layer]), offers: .names)], returns: .none,
            "Writes what there is to know of a function: how it is called, what it does, an example.",
            example: "help(\"sqrt\")")
    ) { arguments in
        let session = try arguments.session
        session.output.write(try session.output.page(subject(of: arguments), in: session) + "\n")
        return .none
    }

    private static func subject(of arguments: Arguments) throws -> Help {
        if let function = arguments[0].function { return Help(function.header) }
        guard let name = arguments[0].string ?? arguments[0].native?.name else {
            throw arguments.wrongType(0, "a function or its name")
        }
        return try Help(name, in: arguments.session)
    }
}
