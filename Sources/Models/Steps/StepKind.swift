import Signatures

/// One row of the table of steps: what a step is called, what it takes, and how to make it.
package struct StepKind: Sendable {
    package let signature: Signature
    /// Makes the step from settings that were bound by `signature`; column names are strings there.
    package let build: @Sendable (Settings) throws -> any Step

    package var name: String { signature.name }

    init(
        _ name: String, _ parameters: [Parameter], _ documentation: String, example: String,
        related: [String] = [], build: @escaping @Sendable (Settings) throws -> any Step
    ) {
        signature = Signature(
            name, parameters, returns: .layer, documentation, example: example, related: related)
        self.build = build
    }

    package static let all: [StepKind] = [
        .impute, .standardize, .minMax, .oneHot, .ordinal, .select, .drop, .rename, .derive,
    ]

    package static func named(_ name: String) -> StepKind? { all.first { $0.name == name } }
}

extension Parameter {
    /// The columns that narrow a step; all that it takes if none is named.
    static let stepColumns = Parameter("columns", .expression, .variadic)
}

extension Settings {
    /// The names of the columns that were passed to a step.
    func columnNames() throws -> [String] {
        switch self["columns"] {
        case .strings(let names): return names
        case .none: return []
        default: throw wrong("columns", "columns such as `.age`")
        }
    }
}
