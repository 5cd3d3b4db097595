import Glibc
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
            return try filled(dtype, sizes) { (2 * key.unit(block: $0) - 1) * bound }
        case .heNormal(let fanIn):
            let deviation = (2 / Double(max(1, fanIn))).squareRoot()
            return try filled(dtype, sizes) { deviation * key.normal(block: $0) }
        case .normal(let deviation):
            return try filled(dtype, sizes) { deviation * key.normal(block: $0) }
        case .value(let tensor): return try tensor.cast(to: dtype)
        }
    }

    private func filled(_ dtype: DType, _ sizes: [Int], _ value: (UInt64) -> Double) throws -> Tensor {
        let made = try Tensor.build(.f64, sizes, as: Double.self) { elements in
            for index in elements.indices { elements[index] = value(UInt64(index)) }
        }
        return try made.cast(to: dtype)
    }
}

extension RandomKey {
    /// A number from the standard normal distribution, from this block (Box and Muller 1958).
    fileprivate func normal(block: UInt64) -> Double {
        let (first, second) = words(block)
        // From just above 0 up to 1, so that the logarithm is finite.
        let radius = (-2 * log(Double((first >> 11) + 1) * 0x1p-53)).squareRoot()
        return radius * cos(2 * .pi * Double(second >> 11) * 0x1p-53)
    }
}
