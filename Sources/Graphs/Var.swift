import Signatures
import Tensors

/// A tensor as ops see it: a value that is there (eager), is there and remembers where it came from (tape),
/// or will be there when a recorded graph runs (record).
package struct Var {
    package let emitter: Emitter
    let value: TracedValue

    init(_ emitter: Emitter, _ value: TracedValue) {
        self.emitter = emitter
        self.value = value
    }

    package var type: TensorType { value.type }
    package var dtype: DType { value.dtype }
    package var shape: [Size] { value.type.shape }
    package var rank: Int { value.rank }

    /// Whether the emitter noted where it comes from, so that gradients can flow back through it.
    package var isTracked: Bool { value.index != nil }

    /// The elements of tensors that are there and lie one after the other, as a tensor with one axis; else nil.
    package static func joint(_ variables: [Var]) -> Tensor? {
        guard let first = variables.first?.value.tensor else { return nil }
        var end = first.offset
        for variable in variables {
            // Asked of the value itself: a copy of each tensor would cost more than all else here.
            guard variable.value.tensor?.lies(at: end, in: first) == true else { return nil }
            end += variable.value.tensor?.count ?? 0
        }
        return first.line(of: end - first.offset)
    }

    package var isThere: Bool { value.tensor != nil }

    /// The elements, if there are any yet.
    package var tensor: Tensor? { value.tensor }

    /// The elements; while a graph is recorded there are none, and that is an error.
    package func read() throws -> Tensor {
        guard let tensor = value.tensor else {
            throw Fault(.recording, "a tensor has no value yet while its computation is being recorded")
        }
        return tensor
    }
}

/// What an emitter keeps of a value; apart from `Var`, so that the tape does not hold itself.
///
/// An object, because a tensor is some two hundred bytes that would be copied from hand to hand.
final class TracedValue {
    /// Its number on the tape or in the graph; nil for a value on which no gradient depends.
    let index: Int?
    let tensor: Tensor?
    /// That of a tensor is made when it is first asked for.
    private var knownType: TensorType?

    init(index: Int?, type: TensorType, tensor: Tensor?) {
        (self.index, knownType, self.tensor) = (index, type, tensor)
    }

    /// A value that is there.
    init(index: Int? = nil, _ tensor: Tensor) {
        (self.index, self.tensor) = (index, tensor)
    }

    var type: TensorType {
        if let knownType { return knownType }
        let type = tensor?.type ?? TensorType(.f32, [])
        knownType = type
        return type
    }

    var dtype: DType { tensor?.dtype ?? type.dtype }
    var rank: Int { tensor?.rank ?? type.rank }
}

extension TensorType {
    /// The type of a tensor that is there.
    package init(of tensor: Tensor) { self.init(tensor.dtype, sizes: tensor.sizes) }
}
