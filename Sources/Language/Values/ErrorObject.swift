import Signatures

/// A caught error: `err.message`, `err.kind`. It keeps its fault, so that `error(err)` raises the same again.
public final class ErrorObject: Object {
    package let fault: Fault

    package init(_ fault: Fault) {
        self.fault = fault
        super.init(.error)
    }
}
