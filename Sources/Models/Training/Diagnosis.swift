import CKernels
import Graphs
import Signatures
import Tensors

/// Where the first value that is not finite appears when a batch goes through the network: in its inputs, in a
/// layer's parameters, or in what a layer gives. Nil if all are finite, so that the loss itself overflowed.
func firstNotFinite(
    in network: [any Stage], _ source: BatchSource, batch: Int, _ parameters: ParameterStore
) -> String? {
    guard let rows = try? source.tensors(ofBatch: batch) else { return nil }
    if !rows.inputs.isFinite { return "the inputs of this batch are not all finite" }
    if !rows.targets.isFinite { return "the targets of this batch are not all finite" }
    if let entry = parameters.entries.first(where: { !$0.value.isFinite }) {
        return "the first parameter that is not finite is `\(entry.path)`"
    }
    let context = ForwardContext(Emitter(.eager), store: parameters)
    var found: String?
    context.observe = { subject, y in
        guard found == nil, y.tensor?.isFinite == false else { return }
        found = "the first output that is not finite is that of \(subject)"
    }
    _ = try? context.run(network, context.emitter.constant(rows.inputs))
    return found
}

extension Tensor {
    /// Whether no element is NaN or infinite.
    fileprivate var isFinite: Bool {
        guard dtype.isFloating, let elements = try? cast(to: .f32) else { return true }
        let count = try? elements.withElements(as: Float.self) {
            tk_first_not_finite_f32($0.count, $0.baseAddress)
        }
        return count == elements.count
    }
}
