import ArgumentParser
import Console

/// `tenon check FILE…`: what is wrong with scripts, without running them.
struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Find mistakes in scripts without running them.",
        discussion: """
            Errors are what surely ends a script, warnings what goes wrong if it comes to that place. \
            The exit status is 1 if there is an error.
            """)

    @Argument(help: "The scripts, or - for standard input.", completion: .file(extensions: ["mlx"]))
    var files: [String]

    func run() throws {
        throw ExitCode(ScriptChecker(files.map { $0 == "-" ? .standardInput : .file($0) }).run())
    }
}
