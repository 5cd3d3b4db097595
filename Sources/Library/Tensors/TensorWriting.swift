import Graphs
import Language
import Signatures
import Tensors

/// `x[i, a:b] = value` on tensors.
extension Session {
    /// The changed tensor. Where the elements are a view, they are written; else, and where a gradient or a
    /// recording must see the change, a new tensor takes each element from `value` or from the old one.
    func replaceElement(
        of object: TensorObject, at subscripts: [Subscript], with value: Value, inPlace: Bool
    ) throws -> Value {
        let source = try variables([.object(object), value])[1]
        try requireStorable(source.dtype, in: object.dtype)
        if isView(subscripts), !object.isTraced, !source.isTraced {
            return try written(
                source.read(), to: subscripts, of: inPlace ? object : TensorObject(object.variable))
        }
        let target = object.variable
        if subscripts.count == 1, case .value(let index) = subscripts[0],
            let mask = try mask(index, on: target)
        {
            return try merged(mask, source, target)
        }
        return try rewritten(target, at: subscripts, with: source)
    }

    private func written(_ source: Tensor, to subscripts: [Subscript], of object: TensorObject) throws
        -> Value
    {
        try object.update { try $0.assign(source) { try self.region(of: $0, subscripts) } }
        return .object(object)
    }

    private func requireStorable(_ source: DType, in target: DType) throws {
        guard source.isFloating, !target.isFloating else { return }
        throw Fault(
            .type, "a decimal can't be stored in a tensor of \(target.name)",
            help: "make the tensor decimal first: `x = float(x)`")
    }

    /// Where the mask is true `source`, elsewhere the tensor's own. The mask's axes are the tensor's first.
    private func merged(_ mask: Tensor, _ source: Var, _ target: Var) throws -> Value {
        let sizes = mask.sizes + Array(repeating: 1, count: target.rank - mask.rank)
        let condition = eager.constant(try mask.contiguous().reshaped(sizes))
        let operands = [condition, try source.cast(to: target.dtype), target]
        return .object(
            TensorObject(try emitter(for: operands).emit(.select, operands)[0].requiring(target.type)))
    }

    // MARK: - Views

    /// Whether the items name elements at equal distances, so that they can be written in place.
    private func isView(_ subscripts: [Subscript]) -> Bool {
        subscripts.allSatisfy { if case .value(let index) = $0 { index.int != nil } else { true } }
    }

    private func region(of tensor: Tensor, _ subscripts: [Subscript]) throws -> Tensor {
        var (view, axis) = (tensor, 0)
        let whole = try wholeAxes(subscripts, of: tensor.type)
        for item in subscripts {
            switch item {
            case .ellipsis: axis += whole
            case .slice(let start, let stop, let step):
                view = try view.sliced(axis: axis, start: start, stop: stop, step: step ?? 1)
                axis += 1
            case .value(let index): view = try view.selected(axis: axis, index: index.int ?? 0)
            }
        }
        return view
    }

    // MARK: - New tensors

    private func rewritten(_ target: Var, at subscripts: [Subscript], with source: Var) throws -> Value {
        guard let sizes = target.type.knownSizes else {
            throw Fault(.recording, "an element is replaced in a tensor whose batch is not known yet")
        }
        let count = sizes.reduce(1, *)
        let numbers = try Tensor.build(.i64, [count], as: Int.self) { elements in
            for index in elements.indices { elements[index] = index }
        }
        let region = try variable(
            element(of: TensorObject(eager.constant(numbers.reshaped(sizes))), at: subscripts))
        let places = try region.read()
        guard places.count > 0 else { return .object(TensorObject(target)) }
        let parts = try source.cast(to: target.dtype).broadcast(to: region.shape).reshape([places.count])
        return try scattered(parts, to: places.contiguous().i64Values, of: target, count: count)
    }

    /// The elements with `parts` at the places named; the last one stays where a place is named twice.
    private func scattered(_ parts: Var, to places: [Int], of target: Var, count: Int) throws -> Value {
        var origin = Array(repeating: 0, count: count)
        var isNew = Array(repeating: false, count: count)
        for (part, place) in places.enumerated() { (origin[place], isNew[place]) = (part, true) }
        let operands = try [
            eager.constant(Tensor(isNew)), parts.gather(eager.constant(Tensor(origin))),
            target.reshape([count]),
        ]
        let merged = try emitter(for: operands).emit(.select, operands)[0]
        return .object(TensorObject(try merged.reshape(target.shape)))
    }
}

extension Var {
    /// Itself, unless its operands stretched it beyond the tensor in whose place it comes.
    fileprivate func requiring(_ target: TensorType) throws -> Var {
        guard shape == target.shape else {
            throw Fault.shapes("the value does not fit the tensor", target, type)
        }
        return self
    }
}
