import Language
import Signatures

enum Differentiation {
    static let all = [grad, valueAndGrad]

    static let grad = Native(
        Signature(
            "grad", [Parameter("f", .function)], returns: .function,
            """
            The gradient of `f` with respect to its first argument, as a function of the same arguments.
            The first argument is a number, a tensor, a record or list of them, or a network that `init` has fixed;
            `f` gives one number.
            Reverse accumulation: Griewank and Walther, Evaluating Derivatives, 2nd edition, chapter 3.
            """, example: "grad(x -> x ^ 3)(2.0)", related: ["value_and_grad"])
    ) { .object(GradientFunction($0[0], givesValue: false)) }

    static let valueAndGrad = Native(
        Signature(
            "value_and_grad", [Parameter("f", .function)], returns: .function,
            "Like `grad`, but gives both the value of `f` and the gradient, as a tuple.",
            example: "value, g = value_and_grad(w -> sum(w * w))([1.0, 2.0])", related: ["grad"])
    ) { .object(GradientFunction($0[0], givesValue: true)) }
}
