import Signatures

extension TypeRule {
    /// Attribute: the sizes, one of which may be −1.
    static let reshape = TypeRule { inputs, attributes in
        [TensorType(inputs[0].dtype, try reshaped(inputs[0], attributes[0].symbolicSizes("sizes")))]
    }

    static let broadcastTo = TypeRule { inputs, attributes in
        let target = try attributes[0].symbolicSizes("sizes")
        guard inputs[0].rank <= target.count, let joint = broadcast(inputs[0].shape, target),
            !zip(joint, target).contains(where: { $0.differs(from: $1) })
        else {
            throw Fault(
                .shape, "\(inputs[0]) does not stretch to \(TensorType(.f32, target).shapeText)",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        return [TensorType(inputs[0].dtype, target)]
    }

    static let transpose = TypeRule { inputs, attributes in
        let order = try axisOrder(attributes[0], rank: inputs[0].rank)
        return [TensorType(inputs[0].dtype, order.map { inputs[0].shape[$0] })]
    }

    static let squeeze = TypeRule { inputs, attributes in
        var type = inputs[0]
        let axis = try resolveAxis(attributes[0].integer("axis"), rank: type.rank)
        if type.shape[axis].differs(from: .known(1)) {
            throw Fault(
                .shape,
                "axis \(axis) has size \(type.shape[axis]), and only an axis of size 1 can be dropped",
                labels: [.init(.argument(0), type.description)])
        }
        type.shape.remove(at: axis)
        return [type]
    }

    static let unsqueeze = TypeRule { inputs, attributes in
        var type = inputs[0]
        let axis = try resolveAxis(attributes[0].integer("axis"), rank: type.rank + 1)
        type.shape.insert(.known(1), at: axis)
        return [type]
    }

    static let pad = TypeRule { inputs, attributes in
        let before = try attributes[0].integers("before")
        let after = try attributes[1].integers("after")
        guard before.count == inputs[0].rank, after.count == inputs[0].rank,
            (before + after).allSatisfy({ $0 >= 0 })
        else {
            throw Fault(
                .argument, "padding takes a size from 0 on before and after each axis",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        let shape = inputs[0].shape.indices.map { axis in
            padded(inputs[0].shape[axis], by: before[axis].addingReportingOverflow(after[axis]))
        }
        return [TensorType(inputs[0].dtype, shape)]
    }

    static let concat = TypeRule(.common) { inputs, attributes in
        [try concatenated(inputs, axis: attributes[0].integer("axis"))]
    }
}

/// The order of axes that a transposition gives.
func axisOrder(_ attribute: Attribute, rank: Int) throws -> [Int] {
    guard attribute != .none else {
        guard rank >= 2 else {
            throw Fault(
                .shape, "a tensor with \(rank) \(rank == 1 ? "axis" : "axes") has no rows and columns to swap"
            )
        }
        return Array(0..<rank - 2) + [rank - 1, rank - 2]
    }
    let order = try attribute.integers("axes").map { try resolveAxis($0, rank: rank) }
    guard order.count == rank, Set(order).count == rank else {
        throw Fault(.argument, "an order of axes names each of the \(rank) axes once, unlike \(order)")
    }
    return order
}

/// A target shape whose −1 is replaced by what makes the counts equal.
private func reshaped(_ input: TensorType, _ target: [Size]) throws -> [Size] {
    let fault = Fault(
        .shape, "\(input) cannot take shape \(TensorType(input.dtype, target).shapeText)",
        labels: [.init(.argument(0), input.description)])
    let open = target.indices.filter { target[$0] == .known(-1) }
    guard open.count <= 1, !target.contains(where: { ($0.known ?? 0) < -1 }) else { throw fault }
    var shape = target
    if let place = open.first {
        shape[place] = .known(1)
        let rest = TensorType(input.dtype, shape).count
        let exact = input.count.divided(by: rest)
        if exact == nil, input.count.known != nil, rest.known != nil { throw fault }
        shape[place] = exact ?? .unknown
    }
    if TensorType(input.dtype, shape).count.differs(from: input.count) { throw fault }
    return shape
}

private func padded(_ size: Size, by extra: (partialValue: Int, overflow: Bool)) -> Size {
    if extra == (0, false) { return size }
    guard let known = size.known, !extra.overflow else { return .unknown }
    let (sum, overflow) = known.addingReportingOverflow(extra.partialValue)
    return overflow ? .unknown : .known(sum)
}

private func concatenated(_ inputs: [TensorType], axis: Int) throws -> TensorType {
    guard var result = inputs.first else { throw Fault.internal("there is nothing to join") }
    let axis = try resolveAxis(axis, rank: result.rank)
    for (position, part) in inputs.enumerated().dropFirst() {
        guard part.rank == result.rank,
            !part.shape.indices.contains(where: {
                $0 != axis && part.shape[$0].differs(from: result.shape[$0])
            })
        else {
            throw Fault(
                .shape, "tensors joined along axis \(axis) have equal sizes on all other axes",
                labels: [
                    .init(.argument(0), inputs[0].description), .init(.argument(position), part.description),
                ])
        }
        result.shape[axis] = joined(result.shape[axis], part.shape[axis])
    }
    return result
}

private func joined(_ a: Size, _ b: Size) -> Size {
    switch (a, b) {
    case (.known(let x), .known(let y)):
        let (sum, overflow) = x.addingReportingOverflow(y)
        return overflow ? .unknown : .known(sum)
    case (.named(let x, let m), .named(let y, let n)) where x == y: return .named(x, times: m &+ n)
    default: return .unknown
    }
}
