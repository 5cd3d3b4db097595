import Frames

extension FittedStep {
    /// What the step learnt, in a few words, as tables show it.
    package var details: String {
        switch self {
        case .impute(let list): shortened(list.map { "\($0.column): \($0.value.text)" })
        case .scale(_, let list): shortened(list.map(\.column))
        case .oneHot(let list, _), .ordinal(let list, _):
            shortened(list.map { "\($0.column) (\($0.categories.count))" })
        case .select(let names), .drop(let names): shortened(names)
        case .rename(let list): shortened(list.map { "\($0.from) → \($0.to)" })
        case .derive(let list): shortened(list.map { "\($0.name): \($0.expression)" })
        case .function(let function): function.details
        }
    }

    private func shortened(_ parts: [String]) -> String {
        let shown = parts.prefix(3).joined(separator: ", ")
        return parts.count > 3 ? "\(shown) and \(parts.count - 3) more" : shown
    }
}
