import Console
import Glibc

@main
enum Main {
    static func main() {
        switch Invocation(CommandLine.arguments.dropFirst()) {
        case .prompt: exit(Prompt.run())
        case .script(let input, let arguments):
            exit(ScriptRunner(input, arguments: arguments).run())
        case .command: Tenon.main()
        }
    }
}

/// What the program is asked to do. The two things that people do most are told at once; reading a command with its
/// options takes a third of the time that a short script does.
enum Invocation {
    case prompt
    case script(ScriptInput, arguments: [String])
    case command

    init(_ arguments: some Collection<String>) {
        if let first = arguments.first {
            let isScript = first.hasSuffix(".mlx") && !first.hasPrefix("-")
            self = isScript ? .script(.file(first), arguments: Array(arguments.dropFirst())) : .command
        } else {
            self = isatty(STDIN_FILENO) == 1 ? .prompt : .script(.standardInput, arguments: [])
        }
    }
}
