import Signatures
import Tensors

/// A model that learns by its own algorithm rather than by gradient; it ends a pipeline.
package protocol ClassicalModel: Sendable {
    /// What errors and tables call it: `linear_regression`.
    var name: String { get }

    /// Its settings as a table shows them.
    var details: String { get }

    /// Whether it tells classes apart. A regression refuses a target of text.
    var isClassifier: Bool { get }

    /// What it makes least, as tables name it.
    var lossName: String { get }

    /// Fits `targets`, one a row of `matrix` (f64, rows × features): numbers, or class numbers below `classCount`.
    func fit(_ matrix: Tensor, targets: [Double], classCount: Int) throws -> LinearFit
}

/// A linear model and what there is to say of how it was fitted.
package struct LinearFit: Sendable {
    package var model: LinearModel
    /// The features that are linear combinations of earlier ones, by position; their coefficients are 0.
    package var dependentFeatures: [Int]
    package var converged: Bool
}

/// One row of the table of classical models.
package struct ClassicalKind: Sendable {
    package let signature: Signature
    package let build: @Sendable (Settings) throws -> any ClassicalModel

    package var name: String { signature.name }

    init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        related: [String] = [], build: @escaping @Sendable (Settings) throws -> any ClassicalModel
    ) {
        signature = Signature(
            name, parameters, returns: .layer, documentation, example: example, related: related)
        self.build = build
    }

    package static let all: [ClassicalKind] = [.linearRegression, .logisticRegression]

    package static func named(_ name: String) -> ClassicalKind? { all.first { $0.name == name } }
}
