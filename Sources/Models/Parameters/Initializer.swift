import Graphs
import Signatures
import Tensors

/// Where a parameter starts.
package enum Initializer {
    case zeros
    case ones
    /// Uniform in ±√(6 / (fanIn + fanOut)): keeps the variance of signals and gradients alike through layers whose
    /// activation is near linear at 0 (Glorot and Bengio, AISTATS 2010).
    case glorotUniform(fanIn: Int, fanOut: Int)
    /// Normal with variance 2 / fanIn: the same for rectifiers, which pass half of their input (He et al., ICCV
    /// 2015).
    case heNormal(fanIn: Int)
    case normal(deviation: Double)
    /// A tensor that is given.
    case value(Tensor)

    /// The tensor for these sizes; the same key always gives the same one.
    func tensor(_ dtype: DType, _ sizes: [Int], key: RandomKey) throws -> Tensor {
        switch self {
        case .zeros: return try .zeros(dtype, sizes)
        case .ones: return try .filled(1, dtype, sizes)
        case .glorotUniform(let fanIn, let fanOut):
            let bound = (6 / Double(max(1, fanIn + fanOut))).squareRoot()
            return try drawn(.uniform, -bound, bound, dtype, sizes, key)
        case .heNormal(let fanIn):
            return try drawn(.normal, 0, (2 / Double(max(1, fanIn))).squareRoot(), dtype, sizes, key)
        case .normal(let deviation): return try drawn(.normal, 0, deviation, dtype, sizes, key)
        case .value(let tensor): return try tensor.cast(to: dtype)
        }
    }

    private func drawn(
        _ op: Op, _ first: Double, _ second: Double, _ dtype: DType, _ sizes: [Int], _ key: RandomKey
    ) throws -> Tensor {
        let emitter = Emitter(.eager)
        let settings: [Attribute] = [.ints(sizes), .float(first), .float(second), .dtype(dtype)]
        return try emitter.emit(op, emitter.constant(key.tensor), attributes: settings).read()
    }
}
