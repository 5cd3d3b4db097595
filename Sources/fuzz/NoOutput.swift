import Language
import Library
import Models

/// Output that nobody reads; what it would show is made all the same.
final class NoOutput: Output {
    func write(_ text: String) {}
    func show(_ value: Value, in session: Session) { _ = try? session.text(of: value, format: nil) }
    func note(_ text: String) {}
    func warn(_ text: String) {}
    func progress(_ progress: Progress) {}
    func clear() {}
    func page(_ help: Help, in session: Session) throws -> String { help.name }
    func block(_ value: Value) -> String? { nil }
}
