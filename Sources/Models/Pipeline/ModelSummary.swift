import Frames
import Signatures

/// What `summary` shows of a model or a pipeline, as data; `Console` draws it.
package struct ModelSummary: Hashable, Sendable {
    package struct Row: Hashable, Sendable {
        package var name: String
        package var details: String
        /// What comes out: columns for a step, sizes for a layer; empty where that is not known yet.
        package var output: String
        /// nil for what has none by its nature, such as a step.
        package var parameterCount: Int?
    }

    package var rows: [Row]
    package var parameterCount: Int
    /// One line: `species (3 classes) from 7 columns`.
    package var title: String
    /// Whether the network runs as a plan; nil if there is none.
    package var isPlanned: Bool?
    /// Why it runs op by op, if it does.
    package var reason: String?
}

extension FittedModel {
    package var summary: ModelSummary {
        let steps = steps.map { step in
            ModelSummary.Row(name: step.name, details: step.details, output: "", parameterCount: nil)
        }
        switch predictor {
        case .linear(let model):
            let count = model.coefficients.count + model.intercepts.count
            let row = ModelSummary.Row(
                name: model.kind.name, details: "", output: "[batch, \(model.outputCount)]",
                parameterCount: count)
            return ModelSummary(rows: steps + [row], parameterCount: count, title: title)
        case .network(let network):
            return ModelSummary(
                rows: steps + network.layers.map(\.row), parameterCount: network.parameters.trainedCount,
                title: title, isPlanned: reason(network) == nil, reason: reason(network))
        }
    }

    private func reason(_ network: Network) -> String? {
        if case .eager(_, let fault) = network.form { return fault.message }
        return training.unplannedBecause
    }

    private var title: String {
        let target = target ?? "a target"
        let from =
            switch input {
            case .columns(let columns): columns.count == 1 ? "1 column" : "\(columns.count) columns"
            case .tensor(let sizes): TensorType(.f32, [.named("batch")] + sizes.map { .known($0) }).shapeText
            }
        let what = task.classes.map { "\(target) (\($0.count) classes)" } ?? "\(target) (a number)"
        return "\(what) from \(from)"
    }
}

extension ModelSummary {
    /// A network whose parameters are fixed, by the pass that fixed them.
    package init(fixed pass: ForwardContext) {
        rows = pass.layers.map(\.batched.row)
        parameterCount = pass.trainedCount
        title = "fixed, not fitted yet"
    }
}

extension LayerSummary {
    fileprivate var row: ModelSummary.Row {
        let output = "[" + output.map(\.description).joined(separator: ", ") + "]"
        return ModelSummary.Row(name: name, details: details, output: output, parameterCount: parameterCount)
    }
}

extension Pipeline {
    /// The parts of a pipeline that has learnt nothing yet: sizes are not known before it meets an input.
    package var summary: ModelSummary {
        let rows = parts.map { part in
            ModelSummary.Row(name: part.name, details: part.details, output: "", parameterCount: nil)
        }
        return ModelSummary(rows: rows, parameterCount: 0, title: "not fitted yet")
    }
}

extension PipelinePart {
    /// Its settings as a table shows them.
    package var details: String {
        switch self {
        case .step(let step): step.details
        case .stage(let stage): stage.details
        case .function(let function): function.details
        case .classical(let model): model.details
        case .model(let model, let trainable): listing(trainable ? "trainable" : "fixed", model.summary.title)
        }
    }
}
