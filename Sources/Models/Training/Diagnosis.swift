import CKernels
import Graphs
import Signatures
import Tensors

/// Where the first value that is not finite appears when a batch goes through the network: in its rows, in a layer's
/// parameters, or in what an op of a layer gives.
func firstNotFinite(
    in network: [any Stage], _ source: BatchSource, batch: Int, _ parameters: ParameterStore
) -> String? {
    guard let rows = try? source.tensors(ofBatch: batch) else { return nil }
    let places = source.withPlaces(ofBatch: batch, Array.init)
    for (what, tensor) in [("inputs", rows.inputs), ("targets", rows.targets)] {
        guard let place = tensor.firstNotFinite else { continue }
        return "the \(what) are not all finite\(tensor.row(of: place, places))"
    }
    if let entry = parameters.entries.first(where: { $0.value.firstNotFinite != nil }) {
        return "the first parameter that is not finite is `\(entry.path)`"
    }
    return firstNotFinite(in: network, rows.inputs, places, parameters)
        ?? "all that the network gives is finite, and the loss of it is not"
}

/// The first op whose result is not finite; the ops are those on a tape.
private func firstNotFinite(
    in network: [any Stage], _ inputs: Tensor, _ places: [Int], _ parameters: ParameterStore
) -> String? {
    let tape = Emitter(.tape)
    let context = ForwardContext(tape, store: parameters)
    var ends: [(subject: String, end: Int)] = []
    context.observe = { subject, _ in ends.append((subject, tape.opCount)) }
    _ = try? context.run(network, tape.variable(inputs))
    guard let found = tape.firstNotFinite({ $0.firstNotFinite == nil }), let place = found.result.firstNotFinite else {
        return nil
    }
    let layer = ends.first { found.position < $0.end }.map { " of \($0.subject)" } ?? ""
    return "the first result that is not finite is that of `\(found.op.name)`\(layer)"
        + found.result.row(of: place, places)
}

extension Tensor {
    /// Where the row-major place of an element is among those that are learnt from, if there is a row for each.
    fileprivate func row(of place: Int, _ places: [Int]) -> String {
        guard rank > 0, sizes[0] == places.count, sizes[0] > 0 else { return "" }
        return ", in row \(places[place / (count / sizes[0])]) of those to learn from"
    }

    /// The row-major place of the first element that is NaN or infinite.
    fileprivate var firstNotFinite: Int? {
        guard dtype.isFloating, let elements = try? cast(to: .f32) else { return nil }
        let place = try? elements.withElements(as: Float.self) {
            tk_first_not_finite_f32($0.count, $0.baseAddress)
        }
        return place.flatMap { $0 < count ? $0 : nil }
    }
}
