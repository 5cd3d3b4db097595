import Graphs
import Language
import Tensors

/// A structure whose leaves are all plain f32 tensors, seen as their elements one after the other: arithmetic on such
/// structures is one pass over all of them, and so is an optimizer that is written out.
struct JointStructure {
    private let template: Value
    private let leaves: [Var]

    private static let mostLeaves = 10_000
    private static let deepest = 50

    /// nil if a leaf is anything else.
    init?(_ value: Value) {
        var leaves: [Var] = []
        guard Self.gather(value, &leaves, depth: 0), !leaves.isEmpty else { return nil }
        template = value
        self.leaves = leaves
    }

    private static func gather(_ value: Value, _ leaves: inout [Var], depth: Int) -> Bool {
        if let tensor = value.tensor {
            guard let variable = tensor.plainVariable, variable.rank > 0, leaves.count < mostLeaves else {
                return false
            }
            leaves.append(variable)
            return true
        }
        guard depth < deepest, let parts = Structure.parts(of: value) else { return false }
        for part in parts where !gather(part, &leaves, depth: depth + 1) { return false }
        return true
    }

    /// All elements as a tensor with one axis: where they are, if they lie one leaf after the other, as the results of
    /// such arithmetic and gradients do.
    func elements() throws -> Tensor {
        if let joint = Var.joint(leaves) { return joint }
        let tensors = try leaves.map { try $0.read() }
        let copies = try Tensor.uninitialized(.f32, together: tensors.map(\.shape))
        for (copy, leaf) in zip(copies, tensors) { try copy.fill(from: leaf) }
        return Tensor.joint(copies) ?? copies[0]
    }

    /// Whether each leaf of one has its like in the other, in the same place.
    func agrees(with other: JointStructure) -> Bool {
        leaves.count == other.leaves.count && Self.agree(template, other.template)
    }

    private static func agree(_ a: Value, _ b: Value) -> Bool {
        if let x = a.tensor { return b.tensor?.variable.tensor?.shape == x.variable.tensor?.shape }
        guard let left = Structure.parts(of: a), let right = Structure.parts(of: b), left.count == right.count,
            a.object?.kind == b.object?.kind, Structure.names(of: a) == Structure.names(of: b)
        else { return false }
        for index in left.indices where !agree(left[index], right[index]) { return false }
        return true
    }

    /// The same structure over the elements of a tensor with one axis.
    func replacingLeaves(byPartsOf tensor: Tensor, _ make: (Tensor) -> Value) throws -> Value {
        var start = 0
        // What has been gathered is of modest size.
        return try Structure.replacingLeaves(
            of: template,
            by: { leaf in
                guard let shape = leaf.tensor?.variable.tensor?.shape else { return leaf }
                defer { start += shape.count }
                return make(tensor.part(from: start, shape))
            }, depth: 1)
    }
}

extension TensorObject {
    /// The tensor, if its elements are there, are f32, and nothing follows what becomes of them.
    var plainVariable: Var? {
        variable.dtype == .f32 && !isTraced && variable.isThere ? variable : nil
    }
}
