import ArgumentParser
import Console

/// `tenon doc NAME`: the help of a function.
struct Doc: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Explain a function, with an example.")

    @Argument(help: "The name of a function, a layer, a step or a loss.")
    var name: String

    func run() throws {
        throw ExitCode(HelpPage(name).show())
    }
}
