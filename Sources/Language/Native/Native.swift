import Signatures

/// A function of the host as a script calls it: a signature, and what computes its result.
package struct Native: Sendable {
    package typealias Body = @Sendable (_ arguments: inout Arguments) throws -> Value

    package let signature: Signature
    package let body: Body

    package init(_ signature: Signature, _ body: @escaping Body) {
        self.signature = signature
        self.body = body
    }
}
