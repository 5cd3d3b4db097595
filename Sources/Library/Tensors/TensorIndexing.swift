import Graphs
import Language
import Signatures
import Tensors

/// `x[i, a:b, ...]` on tensors, as rows of the op table, so that gradients flow through it.
extension Session {
    /// What an axis is reduced to, one step for each item between the brackets.
    private struct Walk {
        var result: Var
        /// The axis that the next item is about.
        var axis = 0
    }

    func element(of tensor: TensorObject, at subscripts: [Subscript]) throws -> Value {
        if subscripts.count == 1, case .value(let index) = subscripts[0], let mask = try mask(index, on: tensor.variable) {
            return value(of: try rows(mask, of: tensor.variable))
        }
        var walk = Walk(result: tensor.variable)
        let wholeAxes = tensor.variable.rank - subscripts.count(where: { if case .ellipsis = $0 { false } else { true } })
        guard wholeAxes >= 0 else {
            throw Fault(
                .index, "\(subscripts.count) indices are too many for a tensor with \(axes(tensor.variable.rank))",
                labels: [.init(.argument(0), tensor.variable.type.description)])
        }
        for item in subscripts {
            switch item {
            case .ellipsis: walk.axis += wholeAxes
            case .slice(let start, let stop, let step): try slice(&walk, start, stop, step ?? 1)
            case .value(let index): try select(&walk, index)
            }
        }
        return value(of: walk.result)
    }

    private func axes(_ count: Int) -> String { "\(count) \(count == 1 ? "axis" : "axes")" }

    private func slice(_ walk: inout Walk, _ start: Int?, _ stop: Int?, _ step: Int) throws {
        walk.result = try walk.result.slice(axis: walk.axis, start: start, stop: stop, step: step)
        walk.axis += 1
    }

    private func select(_ walk: inout Walk, _ index: Value) throws {
        if let place = index.int {
            if let size = walk.result.shape[walk.axis].known { _ = try resolveIndex(place, axis: walk.axis, size: size) }
            let stop = place == -1 ? nil : place + 1
            walk.result = try walk.result.slice(axis: walk.axis, start: place, stop: stop, step: 1).squeeze(walk.axis)
            return
        }
        guard index.tensor != nil || index.sequence != nil || index.range != nil || index.column != nil else {
            throw Fault(
                .type, "an index is an integer, a slice, a list of integers or a mask, not \(index.type.nameWithArticle)",
                labels: [.init(.argument(1), index.label)])
        }
        walk.result = try walk.result.gather(chosen(index, along: walk), axis: walk.axis)
        walk.axis += 1
    }

    /// The places that an index tensor names: themselves, or where it is true.
    private func chosen(_ index: Value, along walk: Walk) throws -> Var {
        let places = try tensor(from: index, at: 1)
        guard !places.dtype.isFloating else {
            throw Fault(.type, "indices are integers or booleans, not decimals", labels: [.init(.argument(1), index.label)])
        }
        return eager.constant(places.dtype == .bool ? try Tensor(truePlaces(places)) : places)
    }

    private func truePlaces(_ mask: Tensor) -> [Int] {
        let truths = mask.boolValues
        return truths.indices.filter { truths[$0] }
    }

    /// A mask over several axes at once: of the tensor's own first axes.
    private func mask(_ index: Value, on x: Var) throws -> Tensor? {
        guard let mask = index.tensor?.variable, mask.dtype == .bool else { return nil }
        guard mask.rank <= x.rank, zip(mask.shape, x.shape).allSatisfy({ !$0.differs(from: $1) }) else {
            throw Fault.shapes("the mask does not fit the tensor", x.type, mask.type)
        }
        return try mask.read()
    }

    private func rows(_ mask: Tensor, of x: Var) throws -> Var {
        let merged = try mask.rank > 1 ? x.reshape([.known(mask.count)] + x.shape.dropFirst(mask.rank)) : x
        return try merged.gather(eager.constant(Tensor(truePlaces(mask))), axis: 0)
    }

    // MARK: - Writing

    /// `x[…] = value`: the changed tensor.
    func replaceElement(of object: TensorObject, at subscripts: [Subscript], with value: Value) throws -> Value {
        guard !object.isTraced else {
            throw Fault(
                .type, "an element of a tensor can't be replaced while its gradient is taken",
                help: "build the tensor from its parts, with `stack`, `concat` or `where`")
        }
        var tensor = try object.variable.read()
        let source = try variables([.object(object), value])[1].read()
        try requireStorable(source, in: tensor.dtype, value)
        if subscripts.count == 1, case .value(let index) = subscripts[0], let mask = index.tensor?.variable.tensor,
            mask.dtype == .bool
        {
            return try masked(tensor, mask, source)
        }
        try tensor.assign(source) { try self.region(of: $0, subscripts) }
        return .object(TensorObject(eager.constant(tensor)))
    }

    private func requireStorable(_ source: Tensor, in dtype: DType, _ value: Value) throws {
        guard source.dtype.isFloating, !dtype.isFloating else { return }
        throw Fault(
            .type, "a decimal can't be stored in a tensor of \(dtype.name)",
            labels: [.init(.argument(2), value.label)], help: "make it decimal first: `x = float(x)`")
    }

    private func masked(_ tensor: Tensor, _ mask: Tensor, _ source: Tensor) throws -> Value {
        let chosen = try eager.emit(
            .select, eager.constant(mask), eager.constant(source.cast(to: tensor.dtype)), eager.constant(tensor))
        return .object(TensorObject(chosen))
    }

    /// The view that the items between the brackets name.
    private func region(of tensor: Tensor, _ subscripts: [Subscript]) throws -> Tensor {
        var (view, axis) = (tensor, 0)
        let whole = tensor.rank - subscripts.count(where: { if case .ellipsis = $0 { false } else { true } })
        for item in subscripts {
            switch item {
            case .ellipsis: axis += max(0, whole)
            case .slice(let start, let stop, let step):
                view = try view.sliced(axis: axis, start: start, stop: stop, step: step ?? 1)
                axis += 1
            case .value(let index):
                guard let place = index.int else {
                    throw Fault(
                        .type, "elements are replaced at integers, slices or a mask, not at \(index.type.nameWithArticle)",
                        labels: [.init(.argument(1), index.label)])
                }
                view = try view.selected(axis: axis, index: place)
            }
        }
        return view
    }
}
