import Language
import Library

extension Prompt {
    /// What may stand at the cursor: of a command its name, of a cell what the session knows.
    func proposal(for buffer: CellBuffer) -> Proposal? {
        if buffer.text.hasPrefix(":"), !buffer.lineBefore.contains(" ") {
            let typed = String(buffer.lineBefore.dropFirst())
            let commands = PromptCommand.all.filter { $0.name.hasPrefix(typed) }
            return Proposal(
                start: 0, candidates: commands.map { .init(text: ":" + $0.name, detail: $0.sentence) }, signature: nil)
        }
        return nil
    }
}
