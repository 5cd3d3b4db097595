import Language
import Signatures
import Tensors

extension Value {
    /// The elements of a tensor that is there.
    package var plainTensor: Tensor? { tensor?.variable.tensor }

    /// The value on one line, as within a list.
    package var lineText: String { (try? ValueText(format: nil).text(of: self)) ?? ValueText.name(of: self) }

    /// The value on one line as the prompt shows it, of which no more than about `limit` characters are wanted.
    package func shownLine(limit: Int) -> String {
        (try? ValueText(format: nil, limit: limit).shown(self)) ?? ValueText.name(of: self)
    }
}
