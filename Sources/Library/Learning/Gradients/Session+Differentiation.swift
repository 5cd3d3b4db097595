import Graphs
import Language
import Signatures

extension Session {
    /// Calls what `grad` or `value_and_grad` made: by its plan, if it has one for such arguments.
    func differentiate(_ gradient: GradientFunction, _ arguments: CallArguments, caller: Caller) throws -> Value {
        if let planned = try gradientPlans.call(gradient, arguments, in: self) { return planned }
        return try traced(gradient, arguments, caller: caller)
    }

    /// Runs the function on a tape, or on the tape or recording of what this is called by, so that its gradient
    /// can flow through this one.
    private func traced(_ gradient: GradientFunction, _ arguments: CallArguments, caller: Caller) throws -> Value {
        guard let point = arguments.positional.first else {
            throw Fault(
                .argument, "a gradient is taken with respect to the first argument, and there is none")
        }
        let outer = emitter
        let nested = recorder ?? (outer.mode == .tape ? outer : nil)
        let tape = nested ?? Emitter(.tape)
        if recorder == nil { emitter = tape }
        defer { emitter = outer }

        let (variable, leaves) = try differentiated(point) { try tape.variable(from: $0) }
        guard !leaves.isEmpty else { throw notDifferentiable(point) }
        var passed = arguments
        passed.positional[0] = variable
        let result = try caller.call(gradient.function, passed)
        let value = try oneNumber(result)
        // Only what is differentiated again has to be followed.
        let gradients =
            try nested == nil
            ? tape.lastGradient(of: value, wrt: leaves) : tape.gradient(of: value, wrt: leaves)
        let settle = { (value: Value) in nested == nil ? self.plain(value) : value }
        let slopes = try gathered(gradients.map { settle(.object(TensorObject($0))) }, like: point)
        return gradient.givesValue ? .tuple([settle(result), slopes]) : slopes
    }

    /// What notes down the operations on a value, if anything does: its own emitter, or that of what is running.
    func tape(of value: Value) -> Emitter {
        if let own = value.tensor?.variable.emitter, own.mode != .eager { return own }
        return recorder ?? emitter
    }

    /// The point with a variable in the place of each number and tensor, and these in order.
    func differentiated(_ point: Value, _ trace: (Var) throws -> Var) throws -> (Value, [Var]) {
        var leaves: [Var] = []
        let traced = try Structure.replacingLeaves(of: point) { leaf in
            let variable = try trace(decimal(variable(leaf), isNumber: leaf.isNumber))
            leaves.append(variable)
            return .object(TensorObject(variable))
        }
        return (traced, leaves)
    }

    private func notDifferentiable(_ point: Value) -> Fault {
        Fault(
            .type, "a gradient is taken with respect to numbers, and \(point.type.nameWithArticle) has none",
            labels: [.init(.argument(0), point.label)])
    }

    /// Integers are read as decimals.
    func decimal(_ variable: Var, isNumber: Bool) throws -> Var {
        if variable.dtype.isFloating { return variable }
        return try variable.cast(to: isNumber ? .f64 : .f32)
    }

    func oneNumber(_ result: Value) throws -> Var {
        if result.isNumber { return try variable(result).cast(to: .f64) }
        guard let variable = result.tensor?.variable, variable.rank == 0 else {
            throw Fault(
                .shape, "the function whose gradient is taken must give one number, and it gave \(result.label)",
                help: result.tensor == nil ? nil : "reduce it with `sum` or `mean`")
        }
        return variable
    }

    /// The gradients in the places of what they are taken with respect to.
    func gathered(_ gradients: [Value], like point: Value) throws -> Value {
        var rest = gradients.makeIterator()
        // Its leaves have been counted when they were differentiated.
        return try Structure.replacingLeaves(of: point, by: { rest.next() ?? $0 }, depth: 1)
    }

    /// What leaves the outermost gradient is plain again: nothing follows it any more.
    private func plain(_ value: Value) -> Value {
        guard let tensor = value.tensor?.variable.tensor else { return value }
        return self.value(of: tensor)
    }
}
