import ArgumentParser
import Console

/// `tenon run FILE`, which is also what `tenon FILE` means.
struct Run: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Run a script.")

    @Argument(help: "The script, or - for standard input.", completion: .file(extensions: ["mlx"]))
    var file: String?

    @Argument(parsing: .captureForPassthrough, help: "What the script finds in `args`.")
    var arguments: [String] = []

    @Option(
        name: .customShort("c"), parsing: .unconditional,
        help: ArgumentHelp("Run this code instead of a file.", valueName: "code"))
    var code: String?

    @Flag(name: .customLong("no-check"), help: "Begin also a script that is sure to fail.")
    var skipsCheck = false

    @Flag(help: "Print the licences of everything that this program contains.")
    var licences = false

    @Flag(help: .hidden)
    var countObjects = false

    func validate() throws {
        guard licences || code != nil || file != nil else {
            throw ValidationError("a script is missing: tenon FILE.mlx, or tenon -c CODE")
        }
    }

    func run() throws {
        if licences {
            print(Licences.text)
            return
        }
        let input: ScriptInput =
            if let code {
                .code(code)
            } else if let file, file != "-" {
                .file(file)
            } else {
                .standardInput
            }
        // With -c, what would be the file is the first of the arguments.
        let passed = code == nil ? arguments : [file].compactMap { $0 } + arguments
        let status = ScriptRunner(
            input, arguments: passed, checks: !skipsCheck, countsObjects: countObjects
        ).run()
        throw ExitCode(status)
    }
}
