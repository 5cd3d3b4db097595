import Console
import Language
import Library
import Models

/// Keeps what is shown and remarked, as it would stand on a terminal without colours.
final class ShownOutput: Output {
    private let width: Int
    private(set) var texts: [String] = []
    private(set) var notes: [String] = []

    init(width: Int) { self.width = width }

    func show(_ value: Value, in session: Session) {
        let display = Display(width: width, style: .plain, isAbridged: true)
        texts.append(display.text(of: value) ?? value.shownLine(limit: width))
    }

    func note(_ text: String) { notes.append(text) }
    func write(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ progress: Models.Progress) {}
    func clear() {}
    func page(_ help: Help, in session: Session) throws -> String { help.name }
    func block(_ value: Value) -> String? { nil }
}
