import Language
import Library
import Signatures

/// What ended a run, as standard error shows it.
struct Failure {
    let diagnostics: [Diagnostic]
    private let sources: SourceMap

    init(_ error: any Error, sources: SourceMap) {
        self.sources = sources
        diagnostics = SessionFailure(error).diagnostics
    }

    /// What a check of a script found.
    init(_ diagnostics: [Diagnostic], sources: SourceMap) {
        (self.diagnostics, self.sources) = (diagnostics, sources)
    }

    /// 130 if the user interrupted the run, else 1.
    var status: Int32 { diagnostics.contains { $0.kind == .interrupt } ? Self.interrupted : 1 }

    /// 128 and the number of SIGINT, as shells have it.
    static let interrupted: Int32 = 130

    var text: String {
        let terminal = Terminal(.errors)
        let renderer = DiagnosticRenderer(
            sources: sources, width: terminal.width, isColoured: terminal.style.isColored)
        return diagnostics.map { renderer.render($0) }.joined(separator: "\n")
    }
}
