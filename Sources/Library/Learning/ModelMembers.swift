import Frames
import Language
import Models
import Signatures

/// `model.name`: what can be read of a fitted model.
struct ModelMembers {
    static let names = ["history", "target", "features", "classes", "task", "loss", "parameters", "planned"]
    private let model: FittedModel

    init(_ model: FittedModel) { self.model = model }

    /// nil if a model has no such member.
    func value(_ name: String) throws -> Value? {
        switch name {
        case "history": .frame(model.training.history)
        case "target": model.target.map(Value.string) ?? .none
        case "features": .list(model.features.map(Value.string))
        case "classes": model.task.classes.map { .list($0.labels.map(Value.init)) } ?? .none
        case "task": .string(model.task.classes == nil ? "regression" : "classification")
        case "loss": .string(model.training.loss)
        case "parameters": .int(model.summary.parameterCount)
        case "planned": .bool(model.training.unplannedBecause == nil)
        case "coefficients": try coefficients()
        case "intercept": try intercept()
        default: nil
        }
    }

    /// A row a feature, and a column an output: a class, or the target.
    private func coefficients() throws -> Value? {
        try model.coefficients().map(Value.frame)
    }

    private func intercept() throws -> Value? {
        guard case .linear(let linear) = model.predictor else { return nil }
        return linear.intercepts.count == 1 ? .float(linear.intercepts[0]) : .list(linear.intercepts.map(Value.float))
    }
}
