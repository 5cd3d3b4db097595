import Language
import Signatures

/// Values as text.
extension Session {
    package func text(of value: Value, format: String?) throws -> String {
        try ValueText(format: format.map { try FormatSpecification(parsing: $0) }).text(of: value)
    }

    /// What `print` writes for a value: frames and models as the tables that they are shown as.
    func printed(_ value: Value) throws -> String {
        try output.block(value) ?? text(of: value, format: nil)
    }
}

extension Session {
    /// How the value of a cell is shown: like `printed`, but strings stand in quotes; nil for `none`.
    package func shownText(of value: Value) throws -> String? {
        if value.isNone { return nil }
        return try output.block(value) ?? ValueText(format: nil).shown(value)
    }
}
