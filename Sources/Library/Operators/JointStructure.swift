import Language
import Tensors

/// A structure whose leaves are all plain f32 tensors, seen as their elements one after the other: arithmetic on such
/// structures is one pass over all of them, and so is an optimizer that is written out.
struct JointStructure {
    private let template: Value
    private let leaves: [Tensor]

    private static let mostLeaves = 10_000
    private static let deepest = 50

    /// nil if a leaf is anything else.
    init?(_ value: Value) {
        var leaves: [Tensor] = []
        guard Self.gather(value, &leaves, depth: 0), !leaves.isEmpty else { return nil }
        template = value
        self.leaves = leaves
    }

    private static func gather(_ value: Value, _ leaves: inout [Tensor], depth: Int) -> Bool {
        if let tensor = value.tensor {
            guard let elements = tensor.variable.tensor, elements.dtype == .f32, elements.rank > 0, !tensor.isTraced,
                leaves.count < mostLeaves
            else { return false }
            leaves.append(elements)
            return true
        }
        guard depth < deepest, let parts = Structure.parts(of: value) else { return false }
        return parts.allSatisfy { gather($0, &leaves, depth: depth + 1) }
    }

    /// All elements as a tensor with one axis: where they are, if they lie one leaf after the other, as the results of
    /// such arithmetic and gradients do.
    func elements() throws -> Tensor {
        if let joint = Tensor.joint(leaves) { return joint }
        let copies = try Tensor.uninitialized(.f32, together: leaves.map(\.shape))
        for (copy, leaf) in zip(copies, leaves) { try copy.fill(from: leaf) }
        return Tensor.joint(copies) ?? copies[0]
    }

    /// Whether each leaf of one has its like in the other, in the same place.
    func agrees(with other: JointStructure) -> Bool {
        leaves.count == other.leaves.count && zip(leaves, other.leaves).allSatisfy { $0.shape == $1.shape }
            && Self.agree(template, other.template)
    }

    private static func agree(_ a: Value, _ b: Value) -> Bool {
        if a.tensor != nil { return b.tensor != nil }
        guard a.type == b.type, let left = Structure.parts(of: a), let right = Structure.parts(of: b),
            left.count == right.count, Structure.names(of: a) == Structure.names(of: b)
        else { return false }
        return zip(left, right).allSatisfy { agree($0, $1) }
    }

    /// The same structure over the elements of a tensor with one axis.
    func replacingLeaves(byPartsOf tensor: Tensor, _ make: (Tensor) -> Value) throws -> Value {
        var start = 0
        var rest = leaves.makeIterator()
        return try Structure.replacingLeaves(of: template) { leaf in
            guard let shape = rest.next()?.shape else { return leaf }
            defer { start += shape.count }
            return make(tensor.part(from: start, shape))
        }
    }
}
