import Frames
import Models
import Signatures
import Tensors

/// A fitted model as a manifest and weights.
extension FittedModel {
    /// The manifest's `model`; tensors are added to `weights`.
    func stored(weights: inout Weights) throws -> JSON {
        [
            "input": input.stored(),
            "steps": try steps.stored(),
            "features": .array(features.map(JSON.string)),
            "predictor": try predictor.stored(weights: &weights),
            "target": target.map(JSON.string) ?? .null,
            "task": task.stored(),
            "training": try training.stored(),
        ]
    }

    init(_ stored: StoredValue, weights: Weights) throws {
        self.init(
            input: try ModelInput(stored.field("input")),
            steps: try [FittedStep](stored.field("steps")),
            features: try stored.field("features").strings(),
            predictor: try Predictor(stored.field("predictor"), weights: weights),
            target: try stored.optional("target")?.string(),
            task: try Task(stored.field("task")),
            training: try TrainingRecord(stored.field("training")))
        try check(stored)
    }
}

extension ModelInput: Stored {
    func stored() -> JSON {
        switch self {
        case .columns(let columns): ["columns": .array(columns.map { $0.stored() })]
        case .tensor(let sizes): ["tensor": .array(sizes.map(JSON.int))]
        }
    }

    init(_ stored: StoredValue) throws {
        let (name, value) = try stored.variant()
        switch name {
        case "columns": self = .columns(try [InputColumn](value))
        case "tensor": self = .tensor(try value.list().map { try $0.count() })
        default: throw value.fault("is no input")
        }
    }
}

extension InputColumn: Stored {
    func stored() -> JSON { ["name": .string(name), "type": .string(type.rawValue)] }

    init(_ stored: StoredValue) throws {
        self.init(
            name: try stored.field("name").string(), type: try stored.field("type").choice(ColumnType.self))
    }
}

extension Task: Stored {
    func stored() -> JSON {
        switch self {
        case .regression: "regression"
        case .classification(let classes):
            [
                "classes": .array(classes.labels.map { $0.stored() }),
                "type": .string(classes.type.rawValue),
            ]
        }
    }

    init(_ stored: StoredValue) throws {
        if stored.json == "regression" {
            self = .regression
            return
        }
        self = .classification(
            Classes(
                labels: try [Cell](stored.field("classes")),
                type: try stored.field("type").choice(ColumnType.self)))
    }
}
