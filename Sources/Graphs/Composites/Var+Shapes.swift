import Signatures
import Tensors

/// Shapes of variables, symbolic sizes included.
extension Var {
    package func reshape(_ shape: [Size]) throws -> Var {
        shape == self.shape ? self : try emitter.emit(.reshape, self, attributes: [.sizes(shape)])
    }

    /// One size may be −1, and follows from the others.
    package func reshape(_ sizes: [Int]) throws -> Var {
        try emitter.emit(.reshape, self, attributes: [.ints(sizes)])
    }

    package func broadcast(to shape: [Size]) throws -> Var {
        shape == self.shape ? self : try emitter.emit(.broadcastTo, self, attributes: [.sizes(shape)])
    }

    /// The axes in another order; the last two swapped if none is given.
    package func transpose(_ axes: [Int]? = nil) throws -> Var {
        try emitter.emit(.transpose, self, attributes: [axes.map(Attribute.ints) ?? .none])
    }

    package func squeeze(_ axis: Int) throws -> Var {
        try emitter.emit(.squeeze, self, attributes: [.int(axis)])
    }

    package func unsqueeze(_ axis: Int) throws -> Var {
        try emitter.emit(.unsqueeze, self, attributes: [.int(axis)])
    }

    /// Part of an axis, as Python's slices have it.
    package func slice(axis: Int, start: Int? = nil, stop: Int? = nil, step: Int = 1) throws -> Var {
        try emitter.emit(
            .slice, self,
            attributes: [
                .int(axis), start.map(Attribute.int) ?? .none, stop.map(Attribute.int) ?? .none, .int(step),
            ])
    }

    package func flip(_ axis: Int) throws -> Var { try slice(axis: axis, step: -1) }

    /// Zeros, or `value`, around each axis.
    package func pad(before: [Int], after: [Int], value: Double = 0) throws -> Var {
        try emitter.emit(.pad, self, attributes: [.ints(before), .ints(after), .float(value)])
    }

    /// All axes from `first` on as one.
    package func flatten(from first: Int = 1) throws -> Var {
        let kept = shape.prefix(first)
        let count = TensorType(dtype, Array(shape.dropFirst(first))).count
        return try reshape(Array(kept) + [count])
    }

    /// The sum over the axes along which a tensor of `target`'s shape would be stretched to this one's.
    package func summed(to target: [Size]) throws -> Var {
        guard shape != target, rank >= target.count else { return self }
        let extra = rank - target.count
        let stretched = target.indices.filter { target[$0] == .known(1) && shape[extra + $0] != .known(1) }
        let axes = Array(0..<extra) + stretched.map { extra + $0 }
        guard !axes.isEmpty else { return self }
        return try sum(axes, keep: true).reshape(target)
    }
}

extension Emitter {
    package func concat(_ parts: [Var], axis: Int) throws -> Var {
        try emit(.concat, parts, [.int(axis)])[0]
    }

    /// Along a new axis.
    package func stack(_ parts: [Var], axis: Int = 0) throws -> Var {
        try concat(parts.map { try $0.unsqueeze(axis) }, axis: axis)
    }

    /// The product of the sizes as a number, also where it depends on the batch.
    package func extent(_ sizes: [Size], _ dtype: DType) throws -> Var {
        if let count = TensorType(dtype, sizes).count.known { return try scalar(Double(count), dtype) }
        return try emit(.extent, [], [.sizes(sizes), .dtype(dtype)])[0]
    }

    package func zeros(_ type: TensorType) throws -> Var {
        try scalar(0, type.dtype).broadcast(to: type.shape)
    }

    package func ones(_ type: TensorType) throws -> Var {
        try scalar(1, type.dtype).broadcast(to: type.shape)
    }
}
