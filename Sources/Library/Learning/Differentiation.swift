import Graphs
import Language
import Signatures

/// `grad(f)` or `value_and_grad(f)`: a function that runs `f` on a tape and gives the gradient of its result.
final class GradientFunction: ForeignObject {
    let function: Value
    let givesValue: Bool

    init(_ function: Value, givesValue: Bool) {
        self.function = function
        self.givesValue = givesValue
        super.init(.function)
    }
}

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

extension Session {
    /// Calls what `grad` or `value_and_grad` made.
    func differentiate(_ gradient: GradientFunction, _ arguments: CallArguments, caller: Caller) throws -> Value {
        guard let point = arguments.positional.first else {
            throw Fault(.argument, "a gradient is taken with respect to the first argument, and there is none")
        }
        let outer = emitter
        // Within another gradient everything goes on its tape, so that it can flow through this one.
        let tape = outer.mode == .tape ? outer : Emitter(.tape)
        emitter = tape
        defer { emitter = outer }

        var leaves: [Var] = []
        let traced = try Structure.replacingLeaves(of: point) { leaf in
            let variable = try tape.variable(from: decimal(leaf))
            leaves.append(variable)
            return .object(TensorObject(variable))
        }
        guard !leaves.isEmpty else {
            throw Fault(
                .type, "a gradient is taken with respect to numbers, and \(point.type.nameWithArticle) has none",
                labels: [.init(.argument(0), point.label)])
        }
        var passed = arguments
        passed.positional[0] = traced
        let result = try caller.call(gradient.function, passed)
        let gradients = try tape.gradient(of: oneNumber(result), wrt: leaves).makeIterator()
        let slopes = try gathered(gradients, like: point, isNested: tape === outer)
        return gradient.givesValue ? .tuple([settled(result, isNested: tape === outer), slopes]) : slopes
    }

    /// Integers are read as decimals.
    private func decimal(_ leaf: Value) throws -> Var {
        let variable = try variable(leaf)
        if variable.dtype.isFloating { return variable }
        return try variable.cast(to: leaf.isNumber ? .f64 : .f32)
    }

    private func oneNumber(_ result: Value) throws -> Var {
        if result.isNumber { return try variable(result).cast(to: .f64) }
        guard let variable = result.tensor?.variable, variable.rank == 0 else {
            throw Fault(
                .shape, "the function whose gradient is taken must give one number, and it gave \(result.label)",
                help: result.tensor == nil ? nil : "reduce it with `sum` or `mean`")
        }
        return variable
    }

    private func gathered(
        _ gradients: IndexingIterator<[Var]>, like point: Value, isNested: Bool
    ) throws -> Value {
        var gradients = gradients
        return try Structure.replacingLeaves(of: point) { leaf in
            guard let gradient = gradients.next() else { return leaf }
            return settled(.object(TensorObject(gradient)), isNested: isNested)
        }
    }

    /// What leaves the outermost gradient is plain again: nothing follows it any more.
    private func settled(_ value: Value, isNested: Bool) -> Value {
        guard !isNested, let tensor = value.tensor?.variable.tensor else { return value }
        return self.value(of: tensor)
    }
}
