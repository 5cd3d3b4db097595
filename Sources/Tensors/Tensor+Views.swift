import Signatures

extension Tensor {
    private func view(_ shape: Shape, _ strides: Shape, offset: Int? = nil) -> Tensor {
        Tensor(storage: storage, dtype: dtype, shape: shape, strides: strides, offset: offset ?? self.offset)
    }

    /// The same elements in row-major order under other sizes; one size may be −1 and follows from the others.
    /// A view where the layout allows it, else a copy.
    package func reshaped(_ sizes: [Int]) throws -> Tensor {
        let shape = try Shape(checking: inferringSize(sizes), dtype: dtype)
        guard shape.count == count else { throw cannotReshape(to: sizes) }
        if let strides = stridesKept(under: shape) { return view(shape, strides) }
        let packed = try contiguous()
        return packed.view(shape, shape.rowMajorStrides)
    }

    private func inferringSize(_ sizes: [Int]) throws -> [Int] {
        guard let unknown = sizes.firstIndex(of: -1) else { return sizes }
        var known = sizes
        known.remove(at: unknown)
        let product = try Shape(checking: known, dtype: dtype).count
        guard product > 0, count % product == 0 else { throw cannotReshape(to: sizes) }
        known.insert(count / product, at: unknown)
        return known
    }

    private func cannotReshape(to sizes: [Int]) -> Fault {
        Fault.internal("\(count) elements of shape \(shape) cannot take shape \(sizes)")
    }

    /// Strides that show the same elements under `target`, if there are any: each run of axes that lie evenly in
    /// memory may be divided anew.
    private func stridesKept(under target: Shape) -> Shape? {
        if isContiguous { return target.rowMajorStrides }
        guard count > 0 else { return target.rowMajorStrides }
        var result = Shape(repeating: 0, rank: target.rank)
        let axes = shape.indices.filter { shape[$0] != 1 }
        var next = axes.count - 1
        var room = 1
        var step = 0
        for axis in target.indices.reversed() where target[axis] != 1 {
            if room == 1 {
                guard next >= 0 else { return nil }
                (room, step) = (shape[axes[next]], strides[axes[next]])
                next -= 1
            }
            while room % target[axis] != 0 {
                guard next >= 0, strides[axes[next]] == step * room else { return nil }
                room *= shape[axes[next]]
                next -= 1
            }
            result[axis] = step
            step *= target[axis]
            room /= target[axis]
        }
        return result
    }

    /// The axes in another order; `order` names each once.
    package func permuted(_ order: [Int]) throws -> Tensor {
        let resolved = try order.map { try resolveAxis($0, rank: rank) }
        guard resolved.count == rank, Set(resolved).count == rank else {
            throw Fault(.argument, "an order of axes names each of the \(rank) axes once, unlike \(order)")
        }
        return view(Shape(resolved.map { shape[$0] }), Shape(resolved.map { strides[$0] }))
    }

    /// With the last two axes swapped.
    package func transposed() throws -> Tensor {
        guard rank >= 2 else {
            throw Fault(
                .shape,
                "a tensor with \(rank) \(rank == 1 ? "axis" : "axes") has no rows and columns to swap",
                labels: [.init(.argument(0), "\(type)")])
        }
        var result = self
        (result.shape[rank - 2], result.shape[rank - 1]) = (shape[rank - 1], shape[rank - 2])
        (result.strides[rank - 2], result.strides[rank - 1]) = (strides[rank - 1], strides[rank - 2])
        return result
    }

    /// Part of one axis: from `start` up to but without `stop`, every `step`-th. Bounds count from the end if
    /// negative and are clipped; with a negative step the axis runs backwards. Nil means from or to the end.
    package func sliced(axis: Int, start: Int? = nil, stop: Int? = nil, step: Int = 1) throws -> Tensor {
        let axis = try resolveAxis(axis, rank: rank)
        let (first, length) = try sliceBounds(start: start, stop: stop, step: step, size: shape[axis])
        var result = self
        result.shape[axis] = length
        result.strides[axis] = length > 1 ? strides[axis] * step : strides[axis]
        result.offset += length > 0 ? first * strides[axis] : 0
        return result
    }

    /// One index of an axis, without that axis.
    package func selected(axis: Int, index: Int) throws -> Tensor {
        let axis = try resolveAxis(axis, rank: rank)
        let place = try resolveIndex(index, axis: axis, size: shape[axis])
        return view(shape.removing(axis), strides.removing(axis), offset: offset + place * strides[axis])
    }

    /// With an axis of size 1 before `axis`, which may be the rank; negative ones count from the end of the result.
    package func unsqueezed(_ axis: Int) throws -> Tensor {
        try Shape.requireRank(rank + 1)
        let axis = try resolveAxis(axis, rank: rank + 1)
        return view(shape.inserting(1, at: axis), strides.inserting(0, at: axis))
    }

    /// Without an axis of size 1.
    package func squeezed(_ axis: Int) throws -> Tensor {
        let axis = try resolveAxis(axis, rank: rank)
        guard shape[axis] == 1 else {
            throw Fault(
                .shape, "axis \(axis) has size \(shape[axis]), and only an axis of size 1 can be dropped")
        }
        return view(shape.removing(axis), strides.removing(axis))
    }

    /// Stretched to `sizes` without copying: axes are matched from the last, and those of size 1 repeat.
    package func broadcast(to sizes: [Int]) throws -> Tensor {
        let target = try Shape(checking: sizes, dtype: dtype)
        guard let strides = strides(stretchedTo: target) else {
            throw Fault(.shape, "a tensor of shape \(shape) does not stretch to \(sizes)")
        }
        return view(target, strides)
    }

    func strides(stretchedTo target: Shape) -> Shape? {
        guard rank <= target.rank else { return nil }
        var result = Shape(repeating: 0, rank: target.rank)
        for axis in shape.indices {
            let place = target.rank - rank + axis
            if shape[axis] == target[place] {
                result[place] = strides[axis]
            } else if shape[axis] != 1 {
                return nil
            }
        }
        return result
    }
}

/// The first index and the length of a half-open, clipped slice.
package func sliceBounds(start: Int?, stop: Int?, step: Int, size: Int) throws -> (first: Int, length: Int) {
    guard step != 0 else { throw Fault(.value, "a slice's step cannot be 0") }
    func clipped(_ bound: Int, _ low: Int, _ high: Int) -> Int {
        min(max(bound < 0 ? bound &+ size : bound, low), high)
    }
    if step > 0 {
        let first = start.map { clipped($0, 0, size) } ?? 0
        let last = stop.map { clipped($0, 0, size) } ?? size
        return (first, last > first ? (last - first - 1) / step + 1 : 0)
    }
    let first = start.map { clipped($0, -1, size - 1) } ?? size - 1
    let last = stop.map { clipped($0, -1, size - 1) } ?? -1
    guard first > last else { return (0, 0) }
    return (first, step == .min ? 1 : (first - last - 1) / -step + 1)
}
