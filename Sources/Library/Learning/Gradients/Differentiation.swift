import Language
import Signatures

enum Differentiation {
    static let all = [grad, valueAndGrad, recompute]

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

    static let recompute = Native(
        Signature(
            "recompute", [Parameter("f", .oneOf([.function, .layer, .model])), Parameter("x", .any)], returns: .any,
            """
            `f(x)`, of which a gradient that is taken of it keeps nothing: what `f` makes on the way is made again on the
            way back. It takes less memory, and a third more of the time.
            """, example: "grad(x -> recompute(y -> sum(exp(sin(y))), x))([1.0, 2.0])", related: ["grad", "recomputed"])
    ) { arguments in
        try arguments.session.tape(of: arguments[1]).recomputing {
            try arguments.caller.call(arguments[0], CallArguments([arguments[1]]))
        }
    }
}
