import Language
import Library

/// `tenon doc`: every name with the first sentence of its help.
package struct HelpIndex {
    package init() {}

    /// Gives the exit status.
    package func show() -> Int32 {
        let status = try? Machine.onLargeStack { showNames() }
        return status ?? 1
    }

    private func showNames() -> Int32 {
        let presenter = Presenter()
        let session = Session(output: presenter, interrupt: Interrupt.flag())
        defer {
            session.end()
            presenter.flush()
        }
        let helps = session.coreNames.sorted().compactMap { try? Help($0, in: session) }
        let width = helps.map(\.name.count).max() ?? 0
        for help in helps {
            let padding = String(repeating: " ", count: width - help.name.count)
            presenter.write("\(help.name)\(padding)  \(help.firstSentence)\n")
        }
        return 0
    }
}
