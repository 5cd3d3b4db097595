import Signatures

/// Statistics and activations made of rows.
extension Var {
    /// The variance; `correction` is taken from the count: 1 for a sample, 0 for a whole.
    package func variance(_ axes: [Int]? = nil, keep: Bool = false, correction: Int = 1) throws -> Var {
        let squares = try (self - mean(axes, keep: true)).square()
        let removed = try reducedAxes(axes.map(Attribute.ints) ?? .none, rank: rank)
        let count = try emitter.extent(removed.map { shape[$0] }, squares.dtype)
        return try squares.sum(axes, keep: keep) / (count - Double(correction))
    }

    package func standardDeviation(
        _ axes: [Int]? = nil, keep: Bool = false, correction: Int = 1
    ) throws -> Var {
        try variance(axes, keep: keep, correction: correction).sqrt()
    }

    /// The Euclidean norm.
    package func norm(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        try square().sum(axes, keep: keep).sqrt()
    }

    /// log Σ exp x without overflow: the largest is taken out first.
    package func logSumExp(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        let largest = try max(axes, keep: true).stopGradient()
        let sum = try (self - largest).exp().sum(axes, keep: true).log() + largest
        if keep { return sum }
        let removed = try reducedAxes(axes.map(Attribute.ints) ?? .none, rank: rank)
        return try sum.reshape(shape.indices.filter { !removed.contains($0) }.map { shape[$0] })
    }

    /// x Φ(x), Φ being the normal distribution function (Hendrycks and Gimpel, Gaussian Error Linear Units, 2016).
    package func gelu() throws -> Var { try self * ((self * 0.5.squareRoot()).erf() + 1) * 0.5 }

    /// Mean 0 and variance 1 along the axes, as layers normalize.
    package func normalized(_ axes: [Int], epsilon: Double = 1e-5) throws -> Var {
        let centred = try self - mean(axes, keep: true)
        return try centred / (centred.square().mean(axes, keep: true) + epsilon).sqrt()
    }
}

/// Random numbers; `self` is a key.
extension Var {
    package func uniform(_ shape: [Size], low: Double = 0, high: Double = 1, _ dtype: DType = .f32) throws
        -> Var
    {
        try emitter.emit(
            .uniform, self, attributes: [.sizes(shape), .float(low), .float(high), .dtype(dtype)])
    }

    package func normal(_ shape: [Size], mean: Double = 0, deviation: Double = 1, _ dtype: DType = .f32)
        throws -> Var
    {
        try emitter.emit(
            .normal, self, attributes: [.sizes(shape), .float(mean), .float(deviation), .dtype(dtype)])
    }

    package func bernoulli(_ shape: [Size], probability: Double) throws -> Var {
        try emitter.emit(.bernoulli, self, attributes: [.sizes(shape), .float(probability)])
    }
}

extension Var {
    /// Drops elements with probability `rate` and scales the rest so that the mean stays (Srivastava et al.,
    /// Dropout, JMLR 2014).
    package func dropout(rate: Double, key: Var) throws -> Var {
        guard rate > 0 else { return self }
        let kept = try key.bernoulli(shape, probability: 1 - rate)
        return try kept.select(self / (1 - rate), 0)
    }
}
