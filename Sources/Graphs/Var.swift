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
    package var dtype: DType { value.type.dtype }
    package var shape: [Size] { value.type.shape }
    package var rank: Int { value.type.rank }

    /// Whether the emitter noted where it comes from, so that gradients can flow back through it.
    package var isTracked: Bool { value.index != nil }

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
struct TracedValue {
    /// Its number on the tape or in the graph; nil for a value on which no gradient depends.
    let index: Int?
    let type: TensorType
    let tensor: Tensor?
}

extension TensorType {
    /// The type of a tensor that is there.
    package init(of tensor: Tensor) { self.init(tensor.dtype, sizes: tensor.sizes) }
}
