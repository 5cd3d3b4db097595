import Language
import Library
import Signatures

/// Looks at scripts without running them, as `tenon check` does.
package struct ScriptChecker {
    private let inputs: [ScriptInput]

    package init(_ inputs: [ScriptInput]) { self.inputs = inputs }

    /// Gives the exit status: 1 if a script has an error.
    package func run() -> Int32 {
        let errors = (try? Machine.onLargeStack { inputs.reduce(0) { $0 + check($1) } }) ?? 1
        return errors == 0 ? 0 : 1
    }

    /// Writes what is wrong with one script; how many errors that are.
    private func check(_ input: ScriptInput) -> Int {
        let session = Session(output: Presenter(), interrupt: Interrupt.flag())
        do {
            let source = try input.read()
            let found = try session.check(source.bytes, named: source.name)
            guard !found.isEmpty else { return 0 }
            writeErrors(Failure(found, sources: session.sources).text)
            return found.count { $0.severity == .error }
        } catch {
            writeErrors(Failure(error, sources: session.sources).text)
            return 1
        }
    }
}
