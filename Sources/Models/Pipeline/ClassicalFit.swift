import Frames
import Signatures
import Tensors

/// One fit of a classical model, on f64 features.
struct ClassicalFit {
    let model: any ClassicalModel
    let lesson: Lesson

    /// Many rows are learnt aside, so that the user can interrupt it.
    func run() throws -> Learnt {
        try Interruption.aside(isLong: lesson.rows.features.count >= 1 << 18, learn)
    }

    private func learn() throws -> Learnt {
        guard case .column(let column) = lesson.rows.target else {
            throw Fault(.shape, "`\(model.name)` learns one value a row, and the targets have several")
        }
        let task = try Task.of(column, named: lesson.targetName, isClassifier: model.isClassifier)
        let fit = try fit(column, task)
        let history = try history(fit.model, task)
        return Learnt(
            predictor: .linear(fit.model), task: task,
            training: TrainingRecord(
                history: history, loss: model.lossName, metrics: kinds(task).map(\.name), notes: notes(fit)))
    }

    private func fit(_ column: Column, _ task: Task) throws -> LinearFit {
        guard let classes = task.classes else {
            return try model.fit(
                lesson.rows.features, targets: column.targetNumbers(lesson.targetName), classCount: 0)
        }
        guard model.isClassifier else { throw predictsNumbers(classes, column) }
        let numbers = try classes.numbers(of: column, named: lesson.targetName)
        return try model.fit(
            lesson.rows.features, targets: numbers.map { Double($0) }, classCount: classes.count)
    }

    private func predictsNumbers(_ classes: Classes, _ column: Column) -> Fault {
        Fault(
            .type, "`\(model.name)` predicts a number, and \(lesson.targetName) is \(column.type.rawValue)",
            labels: [.init(.named("target"), column.type.rawValue)],
            help: "end with `logistic_regression()` to tell \(classes.count) classes apart")
    }

    private func notes(_ fit: LinearFit) -> [String] {
        var notes: [String] = []
        if !fit.dependentFeatures.isEmpty {
            let names = fit.dependentFeatures.map { lesson.featureName($0) }
            notes.append(
                "\(names.joined(separator: ", ")) \(names.count == 1 ? "is a" : "are") linear "
                    + "\(names.count == 1 ? "combination" : "combinations") of other features; "
                    + "the coefficient there is 0")
        }
        if !fit.converged {
            notes.append(
                "\(model.name) did not converge; more `iterations`, or `standardize()` before it, help")
        }
        return notes
    }
}

// MARK: - Figures

extension ClassicalFit {
    private func kinds(_ task: Task) -> [MetricKind] { [task.classes == nil ? .r2 : .accuracy] }

    /// One row, as an epoch of a network has.
    private func history(_ linear: LinearModel, _ task: Task) throws -> Frame {
        var columns: [(name: String, column: Column)] = [("epoch", Column([1]))]
        for (prefix, rows) in [("", lesson.rows), ("val_", lesson.validation)] {
            guard let rows else { continue }
            let outcome = try task.outcome(
                linear.outputs(rows.features), rows.target, named: lesson.targetName)
            for kind in kinds(task) {
                columns.append((prefix + kind.name, Column([try kind.figure(of: outcome).number ?? .nan])))
            }
        }
        return try Frame(columns)
    }
}
