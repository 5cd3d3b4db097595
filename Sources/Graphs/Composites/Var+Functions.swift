import Signatures

/// The rows as methods, for layers, losses and gradient rules.
extension Var {
    package func power(_ exponent: Var) throws -> Var {
        try emitter(with: exponent).emit(.pow, self, exponent)
    }
    package func power(_ exponent: Double) throws -> Var { try power(number(exponent)) }
    package func maximum(_ other: Var) throws -> Var { try emitter(with: other).emit(.maximum, self, other) }
    package func minimum(_ other: Var) throws -> Var { try emitter(with: other).emit(.minimum, self, other) }
    package func abs() throws -> Var { try emitter.emit(.abs, self) }
    package func sign() throws -> Var { try emitter.emit(.sign, self) }
    package func floor() throws -> Var { try emitter.emit(.floor, self) }
    package func round() throws -> Var { try emitter.emit(.round, self) }
    package func clip(_ low: Double, _ high: Double) throws -> Var {
        try emitter.emit(.clip, self, attributes: [.float(low), .float(high)])
    }

    package func exp() throws -> Var { try emitter.emit(.exp, self) }
    package func log() throws -> Var { try emitter.emit(.log, self) }
    package func log1p() throws -> Var { try emitter.emit(.log1p, self) }
    package func expm1() throws -> Var { try emitter.emit(.expm1, self) }
    package func sqrt() throws -> Var { try emitter.emit(.sqrt, self) }
    package func square() throws -> Var { try emitter.emit(.square, self) }
    package func sin() throws -> Var { try emitter.emit(.sin, self) }
    package func cos() throws -> Var { try emitter.emit(.cos, self) }
    package func tanh() throws -> Var { try emitter.emit(.tanh, self) }
    package func sigmoid() throws -> Var { try emitter.emit(.sigmoid, self) }
    package func relu() throws -> Var { try emitter.emit(.relu, self) }
    package func softplus() throws -> Var { try emitter.emit(.softplus, self) }
    package func erf() throws -> Var { try emitter.emit(.erf, self) }

    package func softmax(axis: Int = -1) throws -> Var { try alongRows(.softmax, axis) }
    package func logSoftmax(axis: Int = -1) throws -> Var { try alongRows(.logSoftmax, axis) }

    /// A row that works on the last axis, on another one.
    private func alongRows(_ op: Op, _ axis: Int) throws -> Var {
        let axis = try resolveAxis(axis, rank: rank)
        if axis == rank - 1 { return try emitter.emit(op, self) }
        var order = Array(0..<rank)
        order.swapAt(axis, rank - 1)
        return try emitter.emit(op, transpose(order)).transpose(order)
    }

    package func stopGradient() throws -> Var { try emitter.emit(.stopGradient, self) }

    /// The same elements as another dtype; itself, where that is its own.
    package func cast(to dtype: DType) throws -> Var {
        dtype == self.dtype ? self : try emitter.emit(.cast, self, attributes: [.dtype(dtype)])
    }
}

/// Reductions: over the axes named, or over all.
extension Var {
    package func sum(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var { try reduce(.sum, axes, keep) }
    package func mean(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        try reduce(.mean, axes, keep)
    }
    package func prod(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        try reduce(.prod, axes, keep)
    }
    package func max(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var { try reduce(.max, axes, keep) }
    package func min(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var { try reduce(.min, axes, keep) }
    package func any(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        try reduce(.anyTrue, axes, keep)
    }
    package func all(_ axes: [Int]? = nil, keep: Bool = false) throws -> Var {
        try reduce(.allTrue, axes, keep)
    }

    package func argmax(axis: Int = -1, keep: Bool = false) throws -> Var {
        try emitter.emit(.argmax, self, attributes: [.int(axis), .bool(keep)])
    }
    package func argmin(axis: Int = -1, keep: Bool = false) throws -> Var {
        try emitter.emit(.argmin, self, attributes: [.int(axis), .bool(keep)])
    }
    package func cumsum(axis: Int = -1) throws -> Var {
        try emitter.emit(.cumsum, self, attributes: [.int(axis), .bool(false)])
    }

    private func reduce(_ op: Op, _ axes: [Int]?, _ keep: Bool) throws -> Var {
        try emitter.emit(op, self, attributes: [axes.map(Attribute.ints) ?? .none, .bool(keep)])
    }
}

/// Products and places.
extension Var {
    package func matmul(_ other: Var) throws -> Var { try emitter(with: other).emit(.matmul, self, other) }

    /// The elements at `indices` along an axis, which the axes of `indices` replace.
    package func gather(_ indices: Var, axis: Int = 0) throws -> Var {
        try emitter(with: indices).emit(.gather, self, indices, attributes: [.int(axis)])
    }

    /// Along an axis, each element of `indices` chooses for itself.
    package func gatherAlong(_ indices: Var, axis: Int = -1) throws -> Var {
        try emitter(with: indices).emit(.gatherAlong, self, indices, attributes: [.int(axis)])
    }

    /// In order along the last axis.
    package func sorted(descending: Bool = false) throws -> Var {
        try gatherAlong(emitter.emit(.argsort, self, attributes: [.bool(descending)]))
    }

    /// 1 at each class number and 0 elsewhere, along a new last axis.
    package func oneHot(_ classes: Int, _ dtype: DType = .f32) throws -> Var {
        try emitter.emit(.oneHot, self, attributes: [.int(classes), .dtype(dtype)])
    }
}

/// Images [batch, height, width, channel].
extension Var {
    package func conv2d(_ filters: Var, stride: [Int] = [1], padding: String = "valid") throws -> Var {
        try emitter(with: filters)
            .emit(.conv2d, self, filters, attributes: [.ints(stride), .string(padding)])
    }

    package func maxPool(_ window: [Int], stride: [Int], padding: String = "valid") throws -> Var {
        try emitter.emit(.maxPool, self, attributes: [.ints(window), .ints(stride), .string(padding)])
    }

    package func avgPool(_ window: [Int], stride: [Int], padding: String = "valid") throws -> Var {
        try emitter.emit(.avgPool, self, attributes: [.ints(window), .ints(stride), .string(padding)])
    }
}
