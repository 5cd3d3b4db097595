import Graphs
import Language
import Signatures
import Tensors

/// `x[i, a:b, ...]` on tensors, as rows of the op table, so that gradients flow through it.
extension Session {
    /// What an axis is reduced to, one step for each item between the brackets.
    private struct Walk {
        var result: Var
        /// The axis of the result that the next item is about.
        var axis = 0
        /// That axis as the tensor itself counts it, which is what errors name.
        var originalAxis = 0
    }

    func element(of tensor: TensorObject, at subscripts: [Subscript]) throws -> Value {
        if subscripts.count == 1, case .value(let index) = subscripts[0],
            let mask = try mask(index, on: tensor.variable)
        {
            return value(of: try rows(mask, of: tensor.variable))
        }
        var walk = Walk(result: tensor.variable)
        let wholeAxes = try wholeAxes(subscripts, of: tensor.variable.type)
        for item in subscripts {
            switch item {
            case .ellipsis:
                walk.axis += wholeAxes
                walk.originalAxis += wholeAxes
                continue
            case .slice(let start, let stop, let step): try slice(&walk, start, stop, step ?? 1)
            case .value(let index): try select(&walk, index)
            }
            walk.originalAxis += 1
        }
        return value(of: walk.result)
    }

    /// How many axes `...` stands for.
    func wholeAxes(_ subscripts: [Subscript], of type: TensorType) throws -> Int {
        let named = subscripts.count { if case .ellipsis = $0 { false } else { true } }
        if named <= type.rank { return type.rank - named }
        throw Fault(
            .index, "\(named) indices are too many for a tensor with \(axes(type.rank))",
            labels: [.init(.argument(0), type.description)])
    }

    private func axes(_ count: Int) -> String { "\(count) \(count == 1 ? "axis" : "axes")" }

    private func slice(_ walk: inout Walk, _ start: Int?, _ stop: Int?, _ step: Int) throws {
        walk.result = try walk.result.slice(axis: walk.axis, start: start, stop: stop, step: step)
        walk.axis += 1
    }

    private func select(_ walk: inout Walk, _ index: Value) throws {
        if let place = index.int {
            if let size = walk.result.shape[walk.axis].known {
                _ = try resolveIndex(place, axis: walk.originalAxis, size: size)
            }
            let stop = place == -1 || place == .max ? nil : place + 1
            walk.result = try walk.result.slice(axis: walk.axis, start: place, stop: stop, step: 1).squeeze(
                walk.axis)
            return
        }
        guard index.tensor != nil || index.sequence != nil || index.range != nil || index.column != nil else {
            throw Fault(
                .type,
                "an index is an integer, a slice, a list of integers or a mask, not \(index.type.nameWithArticle)",
                labels: [.init(.argument(1), index.label)])
        }
        let places = try chosen(index, along: walk)
        walk.result = try walk.result.gather(places, axis: walk.axis)
        walk.axis += places.rank
    }

    /// The places that an index tensor names: themselves, or where it is true.
    private func chosen(_ index: Value, along walk: Walk) throws -> Var {
        // While a graph is recorded, whole numbers are looked at when it runs.
        if let recorded = index.tensor?.variable, !recorded.isThere, recorded.dtype == .i64 { return recorded }
        let places = try tensor(from: index, at: 1)
        guard !places.dtype.isFloating else {
            throw Fault(
                .type, "indices are integers or booleans, not decimals",
                labels: [.init(.argument(1), index.label)])
        }
        return eager.constant(places.dtype == .bool ? try Tensor(truePlaces(places)) : places)
    }

    private func truePlaces(_ mask: Tensor) throws -> [Int] {
        var places: [Int] = []
        try mask.withElements(as: Bool.self) { truths in
            try Interruption.forEachPiece(of: truths.count) { piece in
                for place in piece where truths[place] { places.append(place) }
            }
        }
        return places
    }

    /// A mask over several axes at once: of the tensor's own first axes.
    func mask(_ index: Value, on x: Var) throws -> Tensor? {
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
}
