import Signatures
import Tensors

/// The attributes of a slice: axis, start, stop, step.
struct SliceBounds {
    let axis: Int
    let start: Int?
    let stop: Int?
    let step: Int

    init(_ attributes: [Attribute]) throws {
        axis = try attributes[0].integer("axis")
        start = attributes[1] == .none ? nil : try attributes[1].integer("start")
        stop = attributes[2] == .none ? nil : try attributes[2].integer("stop")
        step = try attributes[3].integer("step")
        if step == 0 { throw Fault(.value, "a slice's step cannot be 0") }
    }

    /// Whether the whole axis is taken, in either direction.
    var isWhole: Bool { start == nil && stop == nil && (step == 1 || step == -1) }

    func size(of size: Size) throws -> Size {
        if isWhole { return size }
        guard let known = size.known else { return .unknown }
        return .known(try sliceBounds(start: start, stop: stop, step: step, size: known).length)
    }
}

extension Tensor {
    func sliced(_ bounds: SliceBounds) throws -> Tensor {
        try sliced(axis: bounds.axis, start: bounds.start, stop: bounds.stop, step: bounds.step)
    }
}

extension TypeRule {
    static let slice = TypeRule { inputs, attributes in
        var type = inputs[0]
        let bounds = try SliceBounds(attributes)
        let axis = try resolveAxis(bounds.axis, rank: type.rank)
        type.shape[axis] = try bounds.size(of: type.shape[axis])
        return [type]
    }

    /// As `slice`, and then the size that the axis has in the result.
    static let sliceScatter = TypeRule { inputs, attributes in
        var type = inputs[0]
        let bounds = try SliceBounds(attributes)
        let axis = try resolveAxis(bounds.axis, rank: type.rank)
        let sizes = try attributes[4].symbolicSizes("size")
        guard sizes.count == 1, try !bounds.size(of: sizes[0]).differs(from: type.shape[axis]) else {
            throw Fault(
                .shape, "the slice does not have the size of what is put there",
                labels: [.init(.argument(0), type.description)])
        }
        type.shape[axis] = sizes[0]
        return [type]
    }
}
