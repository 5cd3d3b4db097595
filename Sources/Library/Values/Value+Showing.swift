import Language
import Signatures
import Tensors

extension Value {
    /// The elements of a tensor that is there.
    package var plainTensor: Tensor? { tensor?.variable.tensor }

    /// The value on one line, as within a list.
    package var lineText: String { (try? ValueText(format: nil).text(of: self)) ?? ValueText.name(of: self) }
}
