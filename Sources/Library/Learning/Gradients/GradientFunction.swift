import Language
import Signatures

/// `grad(f)` or `value_and_grad(f)`: a function that gives the gradient of what `f` gives.
final class GradientFunction: ForeignObject {
    let function: Value
    let givesValue: Bool

    init(_ function: Value, givesValue: Bool) {
        self.function = function
        self.givesValue = givesValue
        super.init(.function)
    }
}
