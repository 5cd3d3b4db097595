import Frames
import Signatures
import Tensors

/// What `evaluate` gives: figures and tables by name, in the order in which they are shown.
package struct Evaluation {
    package var entries: [(name: String, value: MetricValue)]
    package var notes: [String]

    package init(entries: [(name: String, value: MetricValue)], notes: [String] = []) {
        self.entries = entries
        self.notes = notes
    }

    package subscript(name: String) -> MetricValue? { entries.first { $0.name == name }?.value }
}

extension FittedModel {
    /// How the model does on rows that have its target.
    package func evaluate(_ frame: Frame) throws -> Evaluation {
        guard let target else {
            throw Fault(.type, "the model was fitted to tensors; pass inputs and targets")
        }
        guard frame.position(of: target) != nil else {
            throw Fault(
                .column, "`evaluate` needs the target `\(target)`, which the frame does not have",
                help: "use `predict` for rows whose target is not known")
        }
        let outputs = try outputs(frame)
        return try evaluation(
            outputs.result, .column(frame.column(target)), named: "`\(target)`", notes: outputs.notes)
    }

    /// How the model does on rows of tensors.
    package func evaluate(_ inputs: Tensor, _ targets: Tensor) throws -> Evaluation {
        let target = try Target(targets)
        let outputs = try outputs(inputs)
        try LabelPair.checkCounts(outputs.sizes.first ?? 0, target.rowCount)
        return try evaluation(outputs, target, named: "the target", notes: [])
    }

    private func evaluation(
        _ outputs: Tensor, _ target: Target, named name: String, notes: [String]
    ) throws -> Evaluation {
        guard target.rowCount > 0 else { throw Fault(.value, "there are no rows to judge the model by") }
        let outcome = try task.outcome(outputs, target, named: name)
        var entries = try MetricKind.all
            .filter { $0.isOfClasses == (task.classes != nil) }
            .map { (name: $0.name, value: try $0.figure(of: outcome)) }
        if case .classes(let counts, _) = outcome {
            entries.append(("per_class", .frame(try counts.perClass())))
        }
        return Evaluation(entries: entries, notes: notes)
    }
}
