import ArgumentParser

@main
struct Tenon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenon",
        abstract: "A small language for the whole life of a model.",
        discussion: """
            tenon FILE.mlx [ARGUMENTS]   runs a script
            tenon -c CODE                runs the code given
            tenon -                      runs what standard input holds
            tenon doc NAME               explains a function
            """,
        version: "0.1.0",
        subcommands: [Run.self, Doc.self],
        defaultSubcommand: Run.self)
}
