import Signatures

/// What was written between the parentheses of a call, before it is matched with parameters.
package struct CallArguments {
    package var positional: [Value]
    package var named: [(name: String, value: Value)]

    package init(_ positional: [Value] = [], named: [(name: String, value: Value)] = []) {
        self.positional = positional
        self.named = named
    }

    /// The argument that a label is about.
    package subscript(role: Fault.Role) -> Value? {
        switch role {
        case .argument(let index): return positional.indices.contains(index) ? positional[index] : Value?.none
        case .named(let name): return self[name]
        case .call: return Value?.none
        }
    }

    package subscript(name: String) -> Value? {
        named.first { $0.name == name }?.value
    }
}

/// Where an argument was written: which label of a fault lands on it.
package enum ArgumentSource: Hashable, Sendable {
    case position(Int)
    case name(String)
    /// Not at all: the parameter has its default.
    case missing

    package var role: Fault.Role {
        switch self {
        case .position(let index): .argument(index)
        case .name(let name): .named(name)
        case .missing: .call
        }
    }
}
