import Signatures

/// Reductions over some axes, or all of them.
extension Op {
    package static let reductions = [sum, mean, prod, max, min, argmax, argmin, anyTrue, allTrue, cumsum]

    private static func reduction(
        _ name: String, _ sentence: String, _ example: String, related: [String], _ promotion: Promotion,
        _ kernel: ReduceKernel, _ onnx: String,
        gradient: @escaping @Sendable (_ n: GradientNode, _ dy: Var) throws -> Var
    ) -> Op {
        Op(
            name, [.x, .axes, .keep], "\(sentence) along an axis, along several, or of all elements.",
            example: example, related: related, type: .reduction(promotion), kernel: .reduce(kernel),
            onnx: .attributes(onnx, ["axes", "keepdims"])
        ) { n, dy in [try gradient(n, dy.spread(over: n))] }
    }

    package static let sum = reduction(
        "sum", "The sum", "sum([[1, 2], [3, 4]], axis: 0)", related: ["mean", "cumsum"], .arithmetic, .sum,
        "ReduceSum"
    ) { n, dy in try dy.broadcast(to: n.input.shape) }

    package static let mean = reduction(
        "mean", "The mean", "mean([[1, 2], [3, 4]], axis: 1)", related: ["sum", "var"], .floating, .mean,
        "ReduceMean"
    ) { n, dy in try (dy / n.reducedCount()).broadcast(to: n.input.shape) }

    package static let prod = reduction(
        "prod", "The product", "prod([2, 3, 4])", related: ["sum"], .arithmetic, .prod, "ReduceProd"
    ) { n, dy in try dy * productOfOthers(n) }

    package static let max = reduction(
        "max", "The largest", "max([[1, 5], [3, 4]], axis: 0)", related: ["argmax", "min", "maximum"],
        .arithmetic, .max, "ReduceMax"
    ) { n, dy in try dy * shareOfTies(n) }

    package static let min = reduction(
        "min", "The smallest", "min([[1, 5], [3, 4]], axis: 0)", related: ["argmin", "max", "minimum"],
        .arithmetic, .min, "ReduceMin"
    ) { n, dy in try dy * shareOfTies(n) }

    package static let argmax = place("argmax", "largest", "argmax([3, 9, 4])", .argmax, "ArgMax")
    package static let argmin = place("argmin", "smallest", "argmin([3, 1, 4])", .argmin, "ArgMin")

    private static func place(
        _ name: String, _ which: String, _ example: String, _ kernel: ReduceKernel, _ onnx: String
    ) -> Op {
        Op(
            name, [.x, .axis(-1), .keep],
            "The index of the first \(which) element along an axis.", example: example,
            related: [name == "argmax" ? "max" : "min"], type: .placeAlongAxis, kernel: .reduce(kernel),
            gradient: .zero, onnx: .attributes(onnx, ["axis", "keepdims"]))
    }

    package static let anyTrue = truth("any", "one element is", "any([false, true])", .any)
    package static let allTrue = truth("all", "all elements are", "all([false, true])", .all)

    private static func truth(
        _ name: String, _ which: String, _ example: String, _ kernel: ReduceKernel
    ) -> Op {
        Op(
            name, [.x, .axes, .keep], "Whether \(which) true, along an axis, several, or of all.",
            example: example, related: [name == "any" ? "all" : "any"], type: .reduction(.logical),
            kernel: .reduce(kernel), gradient: .zero, onnx: .custom(name))
    }

    package static let cumsum: Op = Op(
        "cumsum", [.x, .axis(-1), Parameter("reverse", .bool, .named, default: .bool(false))],
        "The running sum along an axis; from the end, if `reverse`.", example: "cumsum([1, 2, 3])",
        related: ["sum"], type: .alongAxis(.arithmetic), kernel: .cumsum, onnx: .custom("cumsum")
    ) { n, dy in
        let reverse = n.attributes[1].bool ?? false
        return [try n.emitter.emit(.cumsum, dy, attributes: [n.attributes[0], .bool(!reverse)])]
    }
}

extension Var {
    /// A reduction's gradient, or its result, with the axes that it lost back as axes of size 1.
    fileprivate func spread(over n: GradientNode) throws -> Var {
        guard n.attributes[1].bool != true else { return self }
        let axes = try reducedAxes(n.attributes[0], rank: n.input.rank)
        return try reshape(keptShape(n.input.shape, without: axes))
    }
}

extension GradientNode {
    /// How many elements went into each of the results.
    fileprivate func reducedCount() throws -> Var {
        let axes = try reducedAxes(attributes[0], rank: input.rank)
        return try emitter.extent(axes.map { input.shape[$0] }, output.dtype)
    }
}

/// Where elements equal the result, they share its gradient.
private func shareOfTies(_ n: GradientNode) throws -> Var {
    let ties = try n.input.isEqual(n.output.spread(over: n)).cast(to: n.output.dtype)
    return try ties / n.emitter.emit(.sum, ties, attributes: [n.attributes[0], .bool(true)])
}

/// The product of all other elements, right also where some are 0: with one zero only it has a gradient.
private func productOfOthers(_ n: GradientNode) throws -> Var {
    let isZero = try n.input.isEqual(0)
    let zeros = try n.emitter.emit(
        .sum, isZero.cast(to: n.output.dtype), attributes: [n.attributes[0], .bool(true)])
    let nonzero = try isZero.select(1, n.input)
    let product = try n.emitter.emit(.prod, nonzero, attributes: [n.attributes[0], .bool(true)])
    let others = try product / nonzero
    return try zeros.isEqual(0).select(others, zeros.isEqual(1).and(isZero).select(product, 0))
}
