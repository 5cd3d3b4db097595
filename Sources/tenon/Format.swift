import ArgumentParser
import Console

/// `tenon fmt FILE…`: brings scripts into the one style.
struct Format: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fmt",
        abstract: "Bring scripts into the one style.",
        discussion: """
            Files are written anew where that changes them; what - reads from standard input is written to standard \
            output. With --check nothing is written, and the exit status is 1 if a file is not in the style.
            """)

    @Flag(help: "Only say which files are not in the style.")
    var check = false

    @Argument(help: "The scripts, or - for standard input.", completion: .file(extensions: ["mlx"]))
    var files: [String]

    func run() throws {
        throw ExitCode(ScriptFormatter(files.map { $0 == "-" ? .standardInput : .file($0) }, checks: check).run())
    }
}
