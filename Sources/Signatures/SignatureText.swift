extension Signature: CustomStringConvertible {
    /// The signature on one line: `split(df: frame, share: float = 0.8, stratify: expression)`.
    package var description: String {
        let list = parameters.map(\.description).joined(separator: ", ")
        let tail = result == .any ? "" : " -> \(result.name)"
        return "\(name)(\(list))\(tail)"
    }

    /// The first sentence of the documentation.
    package var summary: String {
        String(documentation.prefix { $0 != "\n" })
    }
}

extension Parameter: CustomStringConvertible {
    package var description: String {
        let typed = type == .any ? name : "\(name): \(type.name)"
        switch passing {
        case .variadic: return typed + "..."
        case .namedRest: return "name: \(type.name)..."
        case .normal, .named: return defaultValue.map { "\(typed) = \($0)" } ?? typed
        }
    }
}

extension Parameter.Default: CustomStringConvertible {
    package var description: String {
        switch self {
        case .none: "none"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .float(let value): "\(value)"
        case .string(let value): "\"\(value)\""
        case .computed(let text): text
        }
    }
}
