import Signatures

/// A function of the host as a script calls it: a signature, and what computes its result.
package struct Native: Sendable {
    package typealias Body = @Sendable (_ arguments: inout Arguments) throws -> Value

    package let signature: Signature
    package let body: Body
    /// Whether a first argument of an accepted type is meant for this one, where the type does not say enough.
    package let suits: @Sendable (_ first: Value) -> Bool

    package init(
        _ signature: Signature, suits: @escaping @Sendable (_ first: Value) -> Bool = { _ in true },
        _ body: @escaping Body
    ) {
        self.signature = signature
        self.suits = suits
        self.body = body
    }
}
