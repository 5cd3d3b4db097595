import Frames
import Signatures
import Tensors

/// Rows to learn from, or to judge by: a matrix of features and what belongs to each row.
struct LabelledRows {
    var features: Tensor
    var target: Target
}

/// What a learner made of its rows.
struct Learnt {
    var predictor: Predictor
    var task: Task
    var training: TrainingRecord
    /// The training of a network, which is still to come.
    var run: TrainingRun?
}

/// What the learning end of a pipeline, layers or a classical model, is given.
struct Lesson {
    /// The columns of the matrix; empty where it was given as a tensor.
    var features: [String]
    var rows: LabelledRows
    var validation: LabelledRows?
    /// The target as errors name it: `` `species` ``.
    var targetName: String
    var options: FitOptions

    /// - Throws: a fault unless there are as many targets as rows, and at least one.
    func check() throws {
        for rows in [rows, validation].compactMap(\.self) {
            let count = rows.features.sizes.first ?? 0
            guard count == rows.target.rowCount else {
                throw Fault(
                    .shape, "there are \(count) rows to learn from, and \(rows.target.rowCount) targets",
                    labels: [
                        .init(.argument(1), "\(rows.features.type)"),
                        .init(.argument(2), "\(rows.target.rowCount) rows"),
                    ])
            }
            guard count > 0 else { throw Fault(.value, "there are no rows to learn from") }
            try checkFinite(rows.features)
        }
        try checkValidationSizes()
    }

    /// The network reads rows to validate on by the sizes of those that it learns from.
    private func checkValidationSizes() throws {
        guard let given = validation?.features, given.sizes.dropFirst() != rows.features.sizes.dropFirst() else {
            return
        }
        throw Fault(
            .shape, "the rows to validate on have other sizes than those to learn from",
            labels: [
                .init(.argument(1), "\(rows.features.type)"), .init(.named("validation"), "\(given.type)"),
            ])
    }

    private func checkFinite(_ matrix: Tensor) throws {
        guard let place = try matrix.firstNotFinite, let rows = matrix.sizes.first else { return }
        let width = max(1, matrix.count / max(1, rows))
        throw Fault(
            .numeric, "\(featureName(place % width)) is NaN or infinite in row \(place / width)",
            help: "leave such rows out with `filter`, or make them missing and `impute()`")
    }

    func featureName(_ position: Int) -> String {
        position < features.count ? "`\(features[position])`" : "feature \(position)"
    }
}

extension Task {
    /// What came out for rows whose truth is known.
    ///
    /// - Parameter outputs: rows × numbers, as the predictor gives them.
    func outcome(_ outputs: Tensor, _ target: Target, named name: String) throws -> Outcome {
        switch (self, target) {
        case (.classification(let classes), .column(let column)):
            let actual = try classes.numbers(of: column, named: name)
            return Outcome(outputs, classes: classes, actual: actual)
        case (.classification(let classes), .matrix(let matrix)):
            return Outcome(outputs, classes: classes, actual: matrix.classProbabilities.mostProbable)
        case (.regression, .column(let column)):
            return .numbers(prediction: outputs.f64Values, target: try column.targetNumbers(name))
        case (.regression, .matrix(let matrix)):
            return .numbers(prediction: outputs.f64Values, target: matrix.f64Values)
        }
    }
}

extension Column {
    /// - Throws: a fault unless every cell is a number.
    func targetNumbers(_ name: String) throws -> [Double] {
        guard type.isNumeric, missingCount == 0 else {
            throw Fault(
                .type, "\(name) must be a number in every row",
                labels: [.init(.named("target"), type.isNumeric ? "\(missingCount) missing" : type.rawValue)])
        }
        let values = numbers
        guard values.allSatisfy(\.isFinite) else {
            throw Fault(.numeric, "\(name) has NaN or infinite values")
        }
        return values
    }
}

extension Tensor {
    /// The place in row-major order of the first element that is NaN or infinite.
    fileprivate var firstNotFinite: Int? {
        get throws {
            switch dtype {
            case .f32: try withElements(as: Float.self) { $0.firstIndex { !$0.isFinite } }
            case .f64: try withElements(as: Double.self) { $0.firstIndex { !$0.isFinite } }
            case .i64, .bool: nil
            }
        }
    }
}
