import ArgumentParser
import Console

/// `tenon doc NAME`: the help of a function; without a name, a line about each.
struct Doc: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Explain a function, with an example; without a name, list all.")

    @Argument(help: "The name of a function, a layer, a step or a loss.")
    var name: String?

    func run() throws {
        throw ExitCode(name.map { HelpCommand($0).run() } ?? HelpIndex().show())
    }
}
