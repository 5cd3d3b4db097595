import Formats
import Frames
import Language
import Library
import Signatures

/// Where the text of a script comes from.
package enum ScriptInput {
    case file(String)
    case code(String)
    case standardInput
}

/// Runs one script from beginning to end, as `tenon FILE` does.
package struct ScriptRunner {
    private let input: ScriptInput
    private let arguments: [String]
    /// Whether the script is looked at before it runs, and refused if it is sure to fail.
    private let checks: Bool
    private let countsObjects: Bool

    package init(_ input: ScriptInput, arguments: [String], checks: Bool = true, countsObjects: Bool = false) {
        self.input = input
        self.arguments = arguments
        self.checks = checks
        self.countsObjects = countsObjects
    }

    /// Gives the exit status: 0, 1 if the script fails, 130 if it was interrupted.
    package func run() -> Int32 {
        let status = (try? Machine.onLargeStack { runSession() }) ?? 1
        if countsObjects { writeErrors("live objects: \(Object.liveCount)\n") }
        return status
    }

    private func runSession() -> Int32 {
        let presenter = Presenter()
        let interrupt = Interrupt.flag()
        let session = Session(output: presenter, arguments: arguments, interrupt: interrupt)
        // All that the script made goes with the process, which is quicker than freeing it object by object.
        defer { if countsObjects { session.end() } else { _ = Unmanaged.passRetained(session) } }
        let failure = run(in: session)
        presenter.flush()
        if let status = presenter.outputStatus { return status }
        if let failure { writeErrors(failure.text) }
        // A fit that was interrupted gives its model so far: the script goes on, and was interrupted all the same.
        return failure?.status ?? (interrupt.pointee == 0 ? 0 : Failure.interrupted)
    }

    private func run(in session: Session) -> Failure? {
        do {
            let source = try input.read()
            try session.run(source.bytes, named: source.name, checks: checks)
            return nil
        } catch {
            return Failure(error, sources: session.sources)
        }
    }
}

extension ScriptInput {
    func read() throws -> (bytes: [UInt8], name: String) {
        switch self {
        case .file(let path): (try Files.read(path), path)
        case .code(let code): (Array(code.utf8), "-c")
        case .standardInput: (try Files.read("/dev/stdin"), "standard input")
        }
    }
}
