import Signatures

extension TypeRule {
    static let gather = TypeRule { inputs, attributes in
        let axis = try indexedAxis(inputs, attributes)
        var shape = inputs[0].shape
        shape.replaceSubrange(axis...axis, with: inputs[1].shape)
        return [TensorType(inputs[0].dtype, shape)]
    }

    /// Attributes: the axis, and the size that it has in the result.
    static let scatterAdd = TypeRule { inputs, attributes in
        let axis = try attributes[0].integer("axis")
        guard axis >= 0, axis <= inputs[0].rank - inputs[1].rank else { throw cannotIndex(inputs) }
        let end = axis + inputs[1].rank
        try requireIntegers(inputs)
        let places = zip(inputs[0].shape[axis..<end], inputs[1].shape)
        guard !places.contains(where: { $0.differs(from: $1) }) else { throw cannotIndex(inputs) }
        var shape = inputs[0].shape
        shape.replaceSubrange(axis..<end, with: try attributes[1].symbolicSizes("size"))
        return [TensorType(inputs[0].dtype, shape)]
    }

    static let gatherAlong = TypeRule { inputs, attributes in
        let axis = try indexedAxis(inputs, attributes)
        try requireSameShape(inputs, apartFrom: axis)
        return [TensorType(inputs[0].dtype, inputs[1].shape)]
    }

    /// Attributes: the axis, and the size that it has in the result.
    static let scatterAddAlong = TypeRule { inputs, attributes in
        let axis = try indexedAxis(inputs, attributes)
        try requireSameShape(inputs, apartFrom: nil)
        var shape = inputs[0].shape
        shape.replaceSubrange(axis...axis, with: try attributes[1].symbolicSizes("size"))
        return [TensorType(inputs[0].dtype, shape)]
    }

    /// A place for each element of the last axis.
    static let argsort = TypeRule { inputs, _ in
        guard inputs[0].rank > 0 else {
            throw Fault(
                .shape, "a number alone has no order", labels: [.init(.argument(0), inputs[0].description)])
        }
        return [inputs[0].with(.i64)]
    }

    /// Attributes: how many classes, and the dtype.
    static let oneHot = TypeRule { inputs, attributes in
        let classes = try attributes[0].integer("classes")
        guard inputs[0].dtype == .i64, classes >= 0, let dtype = attributes[1].dtype else {
            throw Fault(
                .type, "`one_hot` takes class numbers in i64",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        return [TensorType(dtype, inputs[0].shape + [.known(classes)])]
    }
}

private func indexedAxis(_ inputs: [TensorType], _ attributes: [Attribute]) throws -> Int {
    try requireIntegers(inputs)
    return try resolveAxis(attributes[0].integer("axis"), rank: inputs[0].rank)
}

private func requireIntegers(_ inputs: [TensorType]) throws {
    guard inputs[1].dtype == .i64 else {
        throw Fault(
            .type, "indices are integers, not \(inputs[1].dtype.name)",
            labels: [.init(.argument(1), inputs[1].description)])
    }
}

private func requireSameShape(_ inputs: [TensorType], apartFrom axis: Int?) throws {
    guard inputs[0].rank == inputs[1].rank,
        !inputs[0].shape.indices.contains(where: {
            $0 != axis && inputs[0].shape[$0].differs(from: inputs[1].shape[$0])
        })
    else { throw cannotIndex(inputs) }
}

private func cannotIndex(_ inputs: [TensorType]) -> Fault {
    Fault.shapes("the indices do not fit the tensor", inputs[0], inputs[1])
}
