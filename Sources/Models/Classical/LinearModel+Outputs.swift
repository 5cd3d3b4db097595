import Glibc
import Signatures
import Tensors

extension LinearModel {
    /// Numbers or probabilities, rows × outputs in f64, for features in any dtype.
    func outputs(_ features: Tensor) throws -> Tensor {
        guard features.rank == 2, features.shape[1] == featureCount else {
            throw Fault.internal("the model takes \(featureCount) features a row")
        }
        let weights = try Tensor(coefficients, sizes: [outputCount, featureCount])
        let products = try features.cast(to: .f64).matmul(weights.transposed())
        let rows = features.shape[0]
        return try products.withElements(as: Double.self) { products in
            try Tensor.build(.f64, [rows, outputCount], as: Double.self) { outputs in
                for row in 0..<rows {
                    let range = row * outputCount..<(row + 1) * outputCount
                    link.apply(zip(products[range], intercepts).map { $0 + $1 }, to: outputs, range)
                }
            }
        }
    }
}

extension LinearModel.Link {
    fileprivate func apply(
        _ values: [Double], to outputs: UnsafeMutableBufferPointer<Double>, _ range: Range<Int>
    ) {
        let made: [Double]
        switch self {
        case .identity: made = values
        case .sigmoid: made = values.map { 1 / (1 + exp(-$0)) }
        case .softmax:
            let largest = values.reduce(-.infinity, max)
            let powers = values.map { exp($0 - largest) }
            let sum = powers.reduce(0, +)
            made = powers.map { $0 / sum }
        }
        for (index, value) in zip(range, made) { outputs[index] = value }
    }
}
