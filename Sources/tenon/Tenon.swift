import ArgumentParser
import Signatures

/// The commands, and what is said of them.
struct Tenon: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tenon",
        abstract: "A small language for the whole life of a model.",
        discussion: """
            tenon                        opens the prompt
            tenon FILE.mlx [ARGUMENTS]   runs a script
            tenon -c CODE                runs the code given
            tenon -                      runs what standard input holds
            tenon check FILE.mlx…        finds mistakes without running anything
            tenon fmt FILE.mlx…          brings scripts into the one style
            tenon doc NAME               explains a function
            tenon --licences             prints the licences of all that it contains
            tenon --generate-completion-script bash|zsh|fish
            """,
        version: "tenon \(Release.version)",
        subcommands: [Run.self, Check.self, Format.self, Doc.self],
        defaultSubcommand: Run.self)
}
