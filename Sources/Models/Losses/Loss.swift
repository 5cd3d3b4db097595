import Graphs
import Signatures

/// How far predictions are from targets, as the mean over all elements or rows.
package struct Loss {
    package enum Rule {
        case mse
        case mae
        /// Quadratic up to `delta` and linear beyond (Huber 1964).
        case huber(delta: Double)
        /// Binary cross-entropy, of probabilities or, if `logits` is set, of what goes into a sigmoid.
        case bce(logits: Bool)
        /// Cross-entropy over the last axis, of probabilities or of what goes into a softmax.
        case crossEntropy(logits: Bool)
        /// A function of the user's.
        case function((_ prediction: Var, _ target: Var) throws -> Var)
    }

    package var name: String
    package var rule: Rule

    package init(name: String, rule: Rule) {
        self.name = name
        self.rule = rule
    }

    /// The mean loss, as a tensor without axes.
    ///
    /// - Throws: a `shape` fault unless the two have equal shapes, or `target` holds class numbers for cross-entropy.
    package func value(_ prediction: Var, _ target: Var) throws -> Var {
        switch rule {
        case .function(let function): return try function(prediction, target)
        case .crossEntropy(let logits): return try crossEntropy(prediction, target, logits: logits)
        default: break
        }
        try requireEqualShapes(prediction, target)
        let target = try target.cast(to: prediction.dtype.floating)
        switch rule {
        case .mae: return try (prediction - target).abs().mean()
        case .huber(let delta): return try huber(prediction - target, delta).mean()
        case .bce(let logits): return try binaryCrossEntropy(prediction, target, logits: logits).mean()
        default: return try (prediction - target).square().mean()
        }
    }

    /// The same, for what a network gives: where the prediction comes from the sigmoid or softmax that goes with
    /// the loss, what went into that is used, which is exact where probabilities round to 0 or 1.
    package func fused(_ prediction: Var, _ target: Var) throws -> Var {
        switch (rule, prediction.producer) {
        case (.bce(false), .some(let made)) where made.op === Op.sigmoid:
            return try Loss(name: name, rule: .bce(logits: true)).value(made.inputs[0], target)
        case (.crossEntropy(false), .some(let made))
        where made.op === Op.softmax
            && made.attributes.first?.int.map { $0 == -1 || $0 == prediction.rank - 1 } ?? true:
            return try Loss(name: name, rule: .crossEntropy(logits: true)).value(made.inputs[0], target)
        default:
            return try value(prediction, target)
        }
    }

    private func requireEqualShapes(_ prediction: Var, _ target: Var) throws {
        guard fit(prediction, target) else {
            throw Fault.shapes("`\(name)` compares tensors of equal shapes", prediction.type, target.type)
        }
    }
}

// MARK: - Formulas

/// ½d² where |d| ≤ δ, else δ(|d| − ½δ), without a branch: c = min(|d|, δ) gives c(|d| − ½c).
private func huber(_ difference: Var, _ delta: Double) throws -> Var {
    let distance = try difference.abs()
    let bounded = try distance.clip(0, delta)
    return try bounded * (distance - bounded * 0.5)
}

/// Probabilities are kept this far from 0 and 1, so that a wrong certainty costs much but not infinitely much.
private let leastProbability = 1e-7

private func binaryCrossEntropy(_ prediction: Var, _ target: Var, logits: Bool) throws -> Var {
    // log(1 + eᶻ) − t·z is the same as −t·log σ(z) − (1−t)·log(1−σ(z)), and finite for every z.
    if logits { return try prediction.softplus() - target * prediction }
    let p = try prediction.clip(leastProbability, 1 - leastProbability)
    return try -(target * p.log() + (1 - target) * (1 - p).log())
}

private func crossEntropy(_ prediction: Var, _ target: Var, logits: Bool) throws -> Var {
    let logs = try logits ? prediction.logSoftmax() : prediction.clip(leastProbability, 1).log()
    let chosen = try distribution(target, over: prediction)
    return try -(chosen.cast(to: logs.dtype) * logs).sum([-1]).mean()
}

/// The target as a probability for each class: class numbers become 1 at their class and 0 elsewhere.
private func distribution(_ target: Var, over prediction: Var) throws -> Var {
    var classes = target
    if target.dtype == .i64, target.rank == prediction.rank, target.shape.last == .known(1) {
        classes = try target.squeeze(-1)
    }
    if classes.dtype == .i64, classes.rank + 1 == prediction.rank, let count = prediction.shape.last?.known {
        return try classes.oneHot(count, prediction.dtype.floating)
    }
    guard fit(prediction, target) else {
        throw Fault.shapes(
            "`cross_entropy` takes a probability for each class, and as the target a class number for each row "
                + "or a tensor of the same shape", prediction.type, target.type)
    }
    return target
}

private func fit(_ prediction: Var, _ target: Var) -> Bool {
    prediction.rank == target.rank && !zip(prediction.shape, target.shape).contains { $0.differs(from: $1) }
}
