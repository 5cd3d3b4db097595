import Frames
import Graphs
import Signatures
import Tensors

/// What a prediction gives, and facts worth a warning, such as categories that training did not see.
package struct Noted<Result> {
    package var result: Result
    package var notes: [String]

    package init(_ result: Result, notes: [String] = []) {
        self.result = result
        self.notes = notes
    }
}

extension FittedModel {
    /// A label or number for each row.
    ///
    /// - Throws: a fault that names the columns that the frame lacks, or the first that the model can't take.
    package func predict(_ frame: Frame) throws -> Noted<Column> {
        let outputs = try outputs(frame)
        return Noted(try column(outputs.result), notes: outputs.notes)
    }

    /// A column a class, named by its label, with the probability of each row.
    package func probabilities(_ frame: Frame) throws -> Noted<Frame> {
        let outputs = try outputs(frame)
        return Noted(try probabilities(of: outputs.result), notes: outputs.notes)
    }

    /// Class labels, as a tensor of their type, or numbers. One number a row has no axis of its own, so that it can
    /// be set against targets.
    package func predict(_ inputs: Tensor) throws -> Tensor {
        let outputs = try outputs(inputs)
        guard case .classification = task else {
            let rows = outputs.sizes.first ?? 0
            return outputs.count == rows ? try outputs.reshaped([rows]) : outputs
        }
        let labels = try column(outputs)
        switch labels.type {
        case .bool: return try Tensor(labels.cells.map { $0 == .bool(true) })
        case .int: return try Tensor(labels.cells.map { $0.double.flatMap { Int(exactly: $0) } ?? 0 })
        case .float: return try Tensor(labels.numbers)
        default: throw Fault(.type, "the model's labels are text, which no tensor holds")
        }
    }

    package func probabilities(_ inputs: Tensor) throws -> Frame { try probabilities(of: outputs(inputs)) }
}

// MARK: - What outputs mean

extension FittedModel {
    private func column(_ outputs: Tensor) throws -> Column {
        switch task {
        case .classification(let classes):
            return classes.column(of: outputs.classProbabilities.mostProbable)
        case .regression:
            guard outputs.count == (outputs.sizes.first ?? 0) else {
                throw Fault(
                    .shape, "the model gives several numbers a row",
                    labels: [.init(.argument(0), "\(outputs.type)")])
            }
            return Column(outputs.f64Values)
        }
    }

    private func probabilities(of outputs: Tensor) throws -> Frame {
        guard case .classification(let classes) = task else {
            throw Fault(
                .type, "the model predicts numbers, which have no probabilities", help: "use `predict`")
        }
        let columns = outputs.classProbabilities.map { Column($0) }
        return try Frame(Array(zip(classes.names, columns)).map { (name: $0, column: $1) })
    }
}

// MARK: - Outputs

extension FittedModel {
    /// Rows × numbers, as the predictor gives them.
    package func outputs(_ frame: Frame) throws -> Noted<Tensor> {
        guard case .columns(let columns) = input else {
            throw Fault(
                .type, "the model was fitted to tensors, and takes a tensor",
                labels: [.init(.argument(1), "a frame")])
        }
        var notes: [String] = []
        let prepared = try steps.apply(to: columns.accept(frame), &notes).select(features)
        switch predictor {
        case .linear(let model):
            let matrix = try prepared.featureMatrix(.f64, for: "the model")
            return Noted(try model.outputs(matrix), notes: notes)
        case .network(let network):
            let matrix = try prepared.featureMatrix(.f32, for: "the model")
            return Noted(try network.outputs(matrix), notes: notes)
        }
    }

    package func outputs(_ inputs: Tensor) throws -> Tensor {
        guard case .tensor(let sizes) = input else {
            throw Fault(
                .type, "the model was fitted to a frame, and takes columns",
                labels: [.init(.argument(1), "a tensor")])
        }
        guard Array(inputs.sizes.dropFirst()) == sizes, inputs.rank > 0 else {
            let wanted = TensorType(inputs.dtype, [.named("batch")] + sizes.map { .known($0) })
            throw Fault(
                .shape, "the model takes rows of other sizes",
                labels: [.init(.argument(1), "\(inputs.type), and \(wanted.shapeText) is needed")])
        }
        switch predictor {
        case .linear(let model): return try model.outputs(inputs)
        case .network(let network): return try network.outputs(inputs)
        }
    }
}

extension Network {
    /// Rows that go through at once: enough to keep kernels busy, few enough to bound memory.
    private static let chunk = 4096

    /// What the network gives as inference runs it.
    func outputs(_ inputs: Tensor) throws -> Tensor {
        let rows = inputs.sizes.first ?? 0
        guard rows > Self.chunk else { return try run(inputs) }
        let parts = try stride(from: 0, to: rows, by: Self.chunk).map { start in
            try run(inputs.sliced(axis: 0, start: start, stop: min(start + Self.chunk, rows)))
        }
        return try Tensor.joined(parts)
    }

    private func run(_ inputs: Tensor) throws -> Tensor {
        switch form {
        case .eager(let stage, _):
            let context = ForwardContext(Emitter(.eager), store: parameters)
            return try stage.forward(context.emitter.constant(inputs), context).read()
        case .recorded(let graph): return try runner.run(graph, parameters, inputs)
        }
    }
}

/// Runs a fitted network's graph. All copies of the network share it.
final class NetworkRunner {
    private var runner: InferenceRunner?

    func run(_ graph: Graph, _ parameters: ParameterStore, _ inputs: Tensor) throws -> Tensor {
        let runner = try self.runner ?? InferenceRunner(graph, parameters.tensors)
        self.runner = runner
        return try runner.run(inputs)
    }
}

extension ParameterStore {
    fileprivate var tensors: [String: Tensor] {
        Dictionary(entries.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

extension Tensor {
    /// Tensors of equal row sizes, one after another.
    fileprivate static func joined(_ parts: [Tensor]) throws -> Tensor {
        guard let first = parts.first else { return try Tensor([Float]()) }
        let rows = parts.reduce(0) { $0 + ($1.sizes.first ?? 0) }
        let values = try parts.flatMap { try $0.cast(to: .f32).withElements(as: Float.self) { Array($0) } }
        return try Tensor(values, sizes: [rows] + first.sizes.dropFirst())
    }
}
