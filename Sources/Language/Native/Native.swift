import Signatures

/// A function of the host as a script calls it: a signature, and what computes its result.
package struct Native: Sendable {
    package typealias Body = @Sendable (_ arguments: inout Arguments) throws -> Value

    package let signature: Signature
    package let body: Body
    /// Whether a first argument of an accepted type is meant for this one, where the type does not say enough.
    package let suits: @Sendable (_ first: Value) -> Bool
    /// Whether a call does nothing but give a value, which follows from the arguments and the random key alone: a
    /// call that is recorded is not made again.
    package private(set) var isPure = true

    package init(
        _ signature: Signature, suits: @escaping @Sendable (_ first: Value) -> Bool = { _ in true },
        _ body: @escaping Body
    ) {
        self.signature = signature
        self.suits = suits
        self.body = body
    }

    /// The function, as one that reads or writes what is outside: files, the clock, the terminal.
    package var impure: Native {
        var native = self
        native.isPure = false
        return native
    }

    /// The same function with another body.
    package func with(_ body: @escaping Body) -> Native {
        let changed = Native(signature, suits: suits, body)
        return isPure ? changed : changed.impure
    }
}
