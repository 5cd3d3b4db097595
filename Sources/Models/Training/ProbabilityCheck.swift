import Signatures

extension Loss {
    /// The activation whose results the loss takes; nil where it takes any numbers.
    var activation: String? {
        switch rule {
        case .bce(logits: false): "sigmoid"
        case .crossEntropy(logits: false): "softmax"
        default: nil
        }
    }

    /// - Throws: a fault if a loss of probabilities is given something else. Its figure would mean nothing, and look as if
    ///   it did.
    func requireProbabilities(_ predictions: UnsafeBufferPointer<Float>) throws {
        // A sum of rounded exponentials may be a little more than 1.
        guard let activation, let stray = predictions.first(where: { $0 < 0 || $0 > 1.001 }) else { return }
        throw Fault(
            .value, "the loss `\(name)` takes probabilities, and the network gives numbers such as \(stray)",
            labels: [.init(.named("loss"), "needs numbers from 0 to 1")],
            help: "end the network with `\(activation)`")
    }
}
