import Frames
import Signatures

extension LinearModel {
    /// The row of the table that such a model was made by.
    package var kind: ClassicalKind { link == .identity ? .linearRegression : .logisticRegression }
}

extension FittedModel {
    /// What a linear model learnt: a row a feature, with its coefficient, or one for each class.
    ///
    /// nil for a network, which has none.
    package func coefficients() throws -> Frame? {
        guard case .linear(let model) = predictor else { return nil }
        let names = features.isEmpty ? (0..<model.featureCount).map { "\($0)" } : features
        let columns = (0..<model.outputCount).map { output in
            let start = output * model.featureCount
            return Column(Array(model.coefficients[start..<start + model.featureCount]))
        }
        let heads = model.outputCount == 1 ? ["coefficient"] : task.classes?.names ?? []
        return try Frame(
            [("feature", Column(names))] + zip(heads, columns).map { (name: $0, column: $1) },
            rowCount: model.featureCount)
    }
}
