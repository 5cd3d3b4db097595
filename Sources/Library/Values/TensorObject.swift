import Graphs
import Language
import Signatures
import Tensors

/// A tensor as a value of the language.
///
/// It holds the emitter's variable, so that one value serves plain computation, gradients and recording. Only one
/// that is plainly there, untraced, lets the machine read and write single elements by itself.
final class TensorObject: ArrayObject {
    private(set) var variable: Var

    init(_ variable: Var) {
        self.variable = variable
        super.init(header: Self.header(of: variable))
    }

    /// The size of each axis. While a graph is recorded, the batch has none, and stands as -1.
    override var sizes: [Int] { variable.shape.map { $0.known ?? -1 } }

    /// Whether gradients or a recording depend on where the elements came from.
    var isTraced: Bool { variable.isTraced }

    override func prepareForWriting() throws -> Bool {
        guard !isTraced, variable.tensor != nil else { return false }
        try update { try $0.makeUnique() }
        return true
    }

    /// Changes the elements in place. Only for a tensor that is plainly there, and that nobody else sees.
    func update(_ change: (inout Tensor) throws -> Void) throws {
        guard var tensor = variable.tensor else { return }
        let emitter = variable.emitter
        // Held twice, the elements would be copied on every write.
        variable = emitter.constant(try Tensor([Float]()))
        defer {
            variable = emitter.constant(tensor)
            header = Self.header(of: variable)
        }
        try change(&tensor)
    }

    private static func header(of variable: Var) -> ArrayHeader {
        guard !variable.isTraced, let tensor = variable.tensor, 1...2 ~= tensor.rank else {
            return ArrayHeader(base: nil, dtype: variable.dtype, rank: variable.rank)
        }
        let last = tensor.rank - 1
        return ArrayHeader(
            base: tensor.base, dtype: tensor.dtype, rank: tensor.rank, size0: tensor.shape[0],
            size1: tensor.shape[last], stride0: tensor.strides[0], stride1: tensor.strides[last])
    }
}

extension Value {
    /// In a session there are no other arrays, so that the cast needs no question.
    var tensor: TensorObject? { array.map { unsafeDowncast($0, to: TensorObject.self) } }
}
