/// Outputs that are linear in the features, and what is made of them.
package struct LinearModel: Hashable, Sendable {
    /// What turns the linear outputs into predictions.
    package enum Link: String, Hashable, Sendable, CaseIterable {
        /// Nothing: a number.
        case identity
        /// One output, the probability of the last of two classes.
        case sigmoid
        /// An output a class, made probabilities that add up to 1.
        case softmax
    }

    package var link: Link
    package var featureCount: Int
    /// Output by output, one number a feature.
    package var coefficients: [Double]
    /// One number an output.
    package var intercepts: [Double]

    package init(link: Link, featureCount: Int, coefficients: [Double], intercepts: [Double]) {
        self.link = link
        self.featureCount = featureCount
        self.coefficients = coefficients
        self.intercepts = intercepts
    }

    package var outputCount: Int { intercepts.count }
}
