import Language
import Models

/// Output that nobody sees.
package class SilentOutput: Output {
    package init() {}

    package func write(_ text: String) {}
    package func show(_ value: Value, in session: Session) {}
    package func note(_ text: String) {}
    package func warn(_ text: String) {}
    package func progress(_ progress: Progress) {}
    package func clear() {}
    package func page(_ help: Help, in session: Session) throws -> String { help.name }
    package func block(_ value: Value) -> String? { nil }
}
