import Language
import Signatures

/// Values as text.
extension Session {
    package func text(of value: Value, format: String?) throws -> String {
        try ValueText(format: format.map { try FormatSpecification(parsing: $0) }).text(of: value)
    }

    /// What `print` writes for a value: frames and models as the tables that they are shown as, and tensors as their
    /// elements alone, in rows under each other.
    func printed(_ value: Value) throws -> String {
        if let tensor = value.plainTensor, tensor.rank > 1 {
            return try TensorText().lines(tensor).joined(separator: "\n")
        }
        if value.tensor != nil { return try text(of: value, format: nil) }
        return try output.block(value) ?? text(of: value, format: nil)
    }
}

extension Session {
    /// How the value of a cell is shown: like `printed`, but strings stand in quotes; nil for `none`.
    package func shownText(of value: Value) throws -> String? {
        if value.isNone { return nil }
        return try output.block(value) ?? ValueText(format: nil).shown(value)
    }
}
