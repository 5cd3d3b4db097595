import Signatures

extension TypeRule {
    /// Attributes: the axes (none for all), whether they stay as axes of size 1.
    static func reduction(_ promotion: Promotion) -> TypeRule {
        TypeRule(promotion) { inputs, attributes in
            let axes = try reducedAxes(attributes[0], rank: inputs[0].rank)
            let kept = keptShape(inputs[0].shape, without: axes)
            if attributes[1].bool == true { return [TensorType(inputs[0].dtype, kept)] }
            return [TensorType(inputs[0].dtype, kept.indices.filter { !axes.contains($0) }.map { kept[$0] })]
        }
    }

    /// Attributes: the axis, whether it stays as an axis of size 1. The result is an index along it.
    static let placeAlongAxis = TypeRule { inputs, attributes in
        let axes = try reducedAxes(attributes[0], rank: inputs[0].rank)
        guard axes.count == 1, inputs[0].shape[axes[0]] != .known(0) else {
            throw Fault(
                .shape, "an axis without elements has no largest or smallest",
                labels: [.init(.argument(0), inputs[0].description)])
        }
        return try reduction(.none).infer(inputs, attributes).map { $0.with(.i64) }
    }

    /// Attribute: an axis. The type of the input.
    static func alongAxis(_ promotion: Promotion) -> TypeRule {
        TypeRule(promotion) { inputs, attributes in
            _ = try resolveAxis(attributes[0].integer("axis"), rank: inputs[0].rank)
            return [inputs[0]]
        }
    }
}

/// The axes that a reduction removes, from 0, in order.
func reducedAxes(_ attribute: Attribute, rank: Int) throws -> [Int] {
    if attribute == .none { return Array(0..<rank) }
    guard let axes = attribute.ints else {
        throw Fault(.argument, "an axis is an integer", labels: [.init(.named("axis"), "\(attribute)")])
    }
    let resolved = try axes.map { try resolveAxis($0, rank: rank) }
    guard Set(resolved).count == resolved.count else {
        throw Fault(.argument, "an axis is named twice", labels: [.init(.named("axis"), "\(axes)")])
    }
    return resolved.sorted()
}

/// The shape with these axes at size 1.
func keptShape(_ shape: [Size], without axes: [Int]) -> [Size] {
    shape.indices.map { axes.contains($0) ? .known(1) : shape[$0] }
}
