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

    /// What a call gives as far as it can be told without its effects: the checker calls this in its place.
    package private(set) var preview: Body?

    package typealias Elementwise = @Sendable (_ argument: Value, _ host: Host, _ isPart: Bool) throws -> Value?
    /// For a function of one argument that computes element by element: its result as arithmetic, which may be put
    /// off if it is a part of more; nil where the function has to be called.
    package private(set) var elementwise: Elementwise?

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

    /// The function, with what can be told of a call beforehand.
    package func previewed(by preview: @escaping Body) -> Native {
        var native = self
        native.preview = preview
        return native
    }

    /// The preview as a function without effects.
    package var previewing: Native? { preview.map { Native(signature, suits: suits, $0) } }

    /// The function, as one that takes part in arithmetic.
    package func elementwise(_ compute: @escaping Elementwise) -> Native {
        var native = self
        native.elementwise = compute
        return native
    }

    /// The same function with another body.
    package func with(_ body: @escaping Body) -> Native {
        var changed = Native(signature, suits: suits, body)
        (changed.isPure, changed.preview) = (isPure, preview)
        return changed
    }
}
