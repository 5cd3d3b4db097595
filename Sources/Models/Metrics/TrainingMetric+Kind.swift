import Tensors

extension TrainingMetric {
    /// A row of the table of metrics as the training loop works it out at the end of an epoch.
    package init(_ kind: MetricKind, _ task: Task) {
        self.init(name: kind.name, isBetterHigher: kind.isBetterHigher) { outputs, targets in
            let outcome: Outcome
            if let classes = task.classes {
                outcome = Outcome(outputs, classes: classes, actual: targets.classNumbers)
            } else {
                outcome = .numbers(prediction: outputs.f64Values, target: targets.f64Values)
            }
            return try kind.figure(of: outcome).number ?? .nan
        }
    }
}

extension Tensor {
    /// The classes that targets of any of these forms stand for.
    fileprivate var classNumbers: [Int] {
        count == (sizes.first ?? 0) ? i64Values : classProbabilities.mostProbable
    }
}
